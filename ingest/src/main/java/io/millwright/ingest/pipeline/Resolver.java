package io.millwright.ingest.pipeline;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedCorrection;
import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.DecodedReplacement;
import io.millwright.ingest.codec.Malformed;
import io.millwright.ingest.codec.sparkplug.PresenceChange;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.model.Conversion;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Units;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says of each part of a message which asset and meter it belongs to, or why it cannot be believed.
 * Any thread.
 */
final class Resolver {
  private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration OLDEST = Duration.ofDays(20 * 365);

  private final Function<String, @Nullable RegisteredAsset> registry;
  private final InstantSource clock;

  Resolver(Function<String, @Nullable RegisteredAsset> registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Whether some asset or meter of the message is not registered. */
  boolean namesUnknown(Decoded decoded) {
    return decoded.readings().stream().anyMatch(this::isUnknown);
  }

  /** Whether its asset or meter is not registered. */
  boolean isUnknown(DecodedReading reading) {
    RegisteredAsset asset = registry.apply(reading.asset());
    return asset == null || asset.meter(reading.meter()) == null;
  }

  /** One item for each part of the message. */
  List<ShardItem> resolve(Decoded decoded, MessageInFlight message) {
    List<ShardItem> items =
        new ArrayList<>(decoded.readings().size() + decoded.faults().size() + 1);
    for (DecodedReading reading : decoded.readings()) {
      items.add(reading(reading, message));
    }
    for (DecodedFault fault : decoded.faults()) {
      items.add(fault(fault, message));
    }
    for (DecodedReplacement replacement : decoded.replacements()) {
      items.add(replacement(replacement, message));
    }
    for (DecodedCorrection correction : decoded.corrections()) {
      items.add(correction(correction, message));
    }
    for (Malformed malformed : decoded.malformed()) {
      items.add(
          new ShardItem.Refused(
              message,
              whole(
                  QuarantineReason.MALFORMED,
                  malformed.detail(),
                  message.gateway(),
                  message.topic(),
                  malformed.json().getBytes(StandardCharsets.UTF_8))));
    }
    return items;
  }

  static QuarantineEntry whole(
      QuarantineReason reason, String detail, String gateway, String topic, byte[] payload) {
    return new QuarantineEntry(reason, detail, gateway, topic, null, null, null, payload);
  }

  private ShardItem reading(DecodedReading reading, MessageInFlight message) {
    RegisteredAsset asset = registry.apply(reading.asset());
    Refusal refusal = asset(reading.asset(), asset, reading.timeMillis(), message);
    RegisteredMeter meter = asset == null ? null : asset.meter(reading.meter());
    if (refusal == null && asset != null) {
      refusal = meter(reading, asset, meter);
    }
    if (refusal != null || asset == null || meter == null) {
      Refusal why = refusal == null ? unknownMeter(reading.asset(), reading.meter()) : refusal;
      return new ShardItem.Refused(
          message,
          RefusedParts.of(message.gateway(), message.topic(), reading, why.reason, why.detail));
    }
    return new ShardItem.Reading(message, asset, meter, inUnitOf(meter, reading), flags(reading));
  }

  /** A reading that came in another unit of its meter's dimension, as the meter would have it. */
  private static DecodedReading inUnitOf(RegisteredMeter meter, DecodedReading reading) {
    String unit = reading.unit();
    String own = meter.meter().unit();
    Conversion conversion = unit == null || unit.equals(own) ? null : Units.between(unit, own);
    if (conversion == null) {
      return reading;
    }
    boolean increase = meter.meter().reports() == Meter.Reports.DELTA;
    return new DecodedReading(
        reading.asset(),
        reading.meter(),
        reading.timeMillis(),
        increase ? conversion.difference(reading.value()) : conversion.value(reading.value()),
        own,
        reading.quality(),
        reading.historical());
  }

  private static int flags(DecodedReading reading) {
    int flags =
        switch (reading.quality()) {
          case GOOD -> ReadingFlags.GOOD;
          case UNCERTAIN -> ReadingFlags.UNCERTAIN;
          case BAD -> ReadingFlags.BAD;
        };
    return reading.historical() ? flags | ReadingFlags.HISTORICAL : flags;
  }

  /** That an edge node or a device is online or dead, with what that is to its asset. */
  ShardItem presence(PresenceChange change, MessageInFlight message) {
    RegisteredAsset asset = registry.apply(change.asset());
    DecodedFault fault = change.fault();
    return new ShardItem.Presence(
        message,
        asset == null ? 0 : asset.id(),
        change.record(),
        fault == null ? null : fault(fault, message));
  }

  private ShardItem fault(DecodedFault fault, MessageInFlight message) {
    RegisteredAsset asset = registry.apply(fault.asset());
    Refusal refusal = asset(fault.asset(), asset, fault.timeMillis(), message);
    if (refusal != null || asset == null) {
      Refusal why = refusal == null ? unknownAsset(fault.asset()) : refusal;
      return new ShardItem.Refused(
          message,
          RefusedParts.of(message.gateway(), message.topic(), fault, why.reason, why.detail));
    }
    return new ShardItem.Happened(
        message,
        asset,
        new Event.Fault(fault.code(), fault.timeMillis(), fault.active()),
        "fault/" + fault.code() + "/" + fault.timeMillis() + "/" + fault.active(),
        RefusedParts.of(
            message.gateway(),
            message.topic(),
            fault,
            QuarantineReason.IMPLAUSIBLE,
            "The rules cannot believe this fault."));
  }

  private ShardItem replacement(DecodedReplacement replaced, MessageInFlight message) {
    RegisteredAsset asset = registry.apply(replaced.asset());
    Refusal refusal =
        counter(replaced.asset(), asset, replaced.meter(), replaced.timeMillis(), message);
    if (refusal != null || asset == null) {
      Refusal why = refusal == null ? unknownAsset(replaced.asset()) : refusal;
      return new ShardItem.Refused(
          message,
          RefusedParts.of(message.gateway(), message.topic(), replaced, why.reason, why.detail));
    }
    return new ShardItem.Happened(
        message,
        asset,
        new Event.MeterReplaced(
            replaced.meter(), replaced.timeMillis(), replaced.oldFinal(), replaced.newInitial()),
        "replaced/" + replaced.meter() + "/" + replaced.timeMillis(),
        RefusedParts.of(
            message.gateway(),
            message.topic(),
            replaced,
            QuarantineReason.IMPLAUSIBLE,
            "The replacement is older than the meter's newest reading, its old final value is below"
                + " it, or another one is recorded for the same moment: correct the event and send"
                + " it again."));
  }

  private ShardItem correction(DecodedCorrection corrected, MessageInFlight message) {
    RegisteredAsset asset = registry.apply(corrected.asset());
    Refusal refusal =
        counter(corrected.asset(), asset, corrected.meter(), corrected.timeMillis(), message);
    if (refusal != null || asset == null) {
      Refusal why = refusal == null ? unknownAsset(corrected.asset()) : refusal;
      return new ShardItem.Refused(
          message,
          RefusedParts.of(message.gateway(), message.topic(), corrected, why.reason, why.detail));
    }
    return new ShardItem.Happened(
        message,
        asset,
        new Event.MeterCorrected(
            corrected.meter(), corrected.timeMillis(), corrected.oldValue(), corrected.newValue()),
        // A value can be corrected there and back: the fold itself knows a repeated one.
        null,
        RefusedParts.of(
            message.gateway(),
            message.topic(),
            corrected,
            QuarantineReason.IMPLAUSIBLE,
            "No reading of that time said the old value, the counter cannot show the new one, or"
                + " the meter was replaced at that moment: correct the event and send it again."));
  }

  private record Refusal(QuarantineReason reason, String detail) {}

  /** Why something cannot have happened to an asset's counter, as far as the registry knows. */
  private @Nullable Refusal counter(
      String tag,
      @Nullable RegisteredAsset asset,
      String name,
      long timeMillis,
      MessageInFlight message) {
    Refusal refusal = asset(tag, asset, timeMillis, message);
    if (refusal != null || asset == null) {
      return refusal;
    }
    RegisteredMeter meter = asset.meter(name);
    if (meter == null) {
      return unknownMeter(tag, name);
    }
    return meter.meter().kind() == MeterKind.COUNTER
        ? null
        : new Refusal(
            QuarantineReason.WRONG_KIND,
            "Meter '" + name + "' is no counter: only counters are replaced or corrected.");
  }

  private @Nullable Refusal asset(
      String tag, @Nullable RegisteredAsset asset, long timeMillis, MessageInFlight message) {
    if (asset == null) {
      return unknownAsset(tag);
    }
    if (!message.gateway().equals(Inbound.API_GATEWAY) && !asset.mayPublish(message.gateway())) {
      return new Refusal(
          QuarantineReason.NOT_AUTHORISED,
          "Gateway '"
              + message.gateway()
              + "' is not bound to asset '"
              + tag
              + "': add the asset to the gateway's list and replay.");
    }
    long now = clock.millis();
    if (timeMillis > now + FUTURE_TOLERANCE.toMillis()) {
      return new Refusal(
          QuarantineReason.FUTURE_TIME,
          "Time "
              + Instant.ofEpochMilli(timeMillis)
              + " is more than "
              + FUTURE_TOLERANCE.toMinutes()
              + " minutes ahead of "
              + Instant.ofEpochMilli(now)
              + ": set the gateway's clock.");
    }
    if (timeMillis < now - OLDEST.toMillis()) {
      return new Refusal(
          QuarantineReason.TOO_OLD,
          "Time "
              + Instant.ofEpochMilli(timeMillis)
              + " is more than "
              + OLDEST.toDays()
              + " days ago: set the gateway's clock.");
    }
    return null;
  }

  private static Refusal unknownAsset(String tag) {
    return new Refusal(
        QuarantineReason.UNKNOWN_ASSET,
        "No asset '" + tag + "' is registered: register it and replay.");
  }

  private static Refusal unknownMeter(String tag, String meter) {
    return new Refusal(
        QuarantineReason.UNKNOWN_METER,
        "Asset '" + tag + "' has no meter '" + meter + "': register it and replay.");
  }

  private static @Nullable Refusal meter(
      DecodedReading reading, RegisteredAsset asset, @Nullable RegisteredMeter meter) {
    if (meter == null) {
      return unknownMeter(asset.asset().tag(), reading.meter());
    }
    String unit = reading.unit();
    return unit == null || Units.between(unit, meter.meter().unit()) != null
        ? null
        : new Refusal(
            QuarantineReason.UNIT_MISMATCH,
            "The reading is in '"
                + unit
                + "', the meter is registered in '"
                + meter.meter().unit()
                + "', and neither can be converted to the other.");
  }
}
