package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.Quality;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a metric whose definition is known to readings and faults. */
final class MetricReader {
  private static final int NAME_LIMIT = 200;
  private static final long LATEST_MILLIS = 253_402_300_799_999L; // 9999-12-31T23:59:59.999Z

  private final boolean refuseUnmapped;
  private final Tally tally;

  MetricReader(boolean refuseUnmapped, Tally tally) {
    this.refuseUnmapped = refuseUnmapped;
    this.tally = tally;
  }

  /**
   * Reads one metric.
   *
   * @param payload its message
   * @param metric the metric
   * @param track what its birth says of it
   * @param goesOn whether it only repeats what is known when it says the same
   * @param arrivedMillis the time of what has none
   * @param parts where it goes
   */
  void read(
      Payload payload,
      Metric metric,
      MetricTrack track,
      boolean goesOn,
      long arrivedMillis,
      MessageParts parts) {
    if (track.target() instanceof MetricTarget.Unmapped) {
      tally.add(Count.UNMAPPED_METRIC, 1);
      if (refuseUnmapped) {
        parts.refuse(
            Why.UNMAPPED,
            named(metric, track),
            "No rule of the mapping fits metric '" + track.name() + "'");
      }
      return;
    }
    if (track.target() instanceof MetricTarget.Ignored) {
      return;
    }
    if (!MetricValue.isRead(track.datatype())) {
      tally.add(Count.UNREAD_METRIC, 1);
      return;
    }
    Quality quality = Properties.quality(metric);
    boolean historical = metric.getIsHistorical();
    boolean fault = track.isFault();
    if (metric.getIsNull()) {
      tally.add(Count.NULL_METRIC, 1);
      if (!historical && !fault) {
        track.saw(null, quality);
      }
      return;
    }
    if (fault && quality != Quality.GOOD) {
      return; // as with readings, what is doubtful moves nothing
    }
    MetricValue value = MetricValue.of(metric, track.datatype());
    if (value == null) {
      refuse(metric, track, parts, "has no value of its datatype " + track.datatype());
      return;
    }
    if ((goesOn || fault) && !historical && track.isKnown(value, quality)) {
      tally.add(Count.REPEATED_METRIC, 1);
      return;
    }
    long time =
        metric.hasTimestamp()
            ? metric.getTimestamp()
            : payload.hasTimestamp() ? payload.getTimestamp() : arrivedMillis;
    if (time < 0 || time > LATEST_MILLIS) {
      refuse(metric, track, parts, "has a time that is not within the years 1970 to 9999");
      return;
    }
    if (track.target() instanceof MetricTarget.Meter meter) {
      reading(meter, metric, track, value, quality, time, parts);
    } else {
      faults(metric, track, value, time, parts);
    }
    if (!historical) {
      track.saw(value, quality);
    }
  }

  /** A metric that can be fed again without its birth. */
  static Metric named(Metric metric, MetricTrack track) {
    return metric.toBuilder().setName(track.name()).setDatatype(track.datatype()).build();
  }

  private static void refuse(Metric metric, MetricTrack track, MessageParts parts, String what) {
    parts.refuse(Why.MALFORMED, named(metric, track), "Metric '" + track.name() + "' " + what);
  }

  private static void reading(
      MetricTarget.Meter meter,
      Metric metric,
      MetricTrack track,
      MetricValue value,
      Quality quality,
      long time,
      MessageParts parts) {
    String text = value.text();
    Double number = text == null ? Double.valueOf(value.number()) : meter.states().get(text);
    if (number == null) {
      refuse(
          metric,
          track,
          parts,
          "says '"
              + text
              + "', which is no number: give its rule in the mapping 'states', a number for each"
              + " text");
    } else if (!Double.isFinite(number)) {
      refuse(metric, track, parts, "is " + number + ", and no meter can show that");
    } else if (!isName(meter.asset()) || !isName(meter.meter())) {
      refuse(metric, track, parts, "comes to no name that an asset and a meter can have");
    } else {
      parts.reading(
          new DecodedReading(
              meter.asset(),
              meter.meter(),
              time,
              number,
              meter.unit(),
              quality,
              metric.getIsHistorical()));
    }
  }

  private static void faults(
      Metric metric, MetricTrack track, MetricValue value, long time, MessageParts parts) {
    if (track.target() instanceof MetricTarget.Fault fault) {
      if (value.text() != null) {
        refuse(metric, track, parts, "is a text: give its rule 'fault_codes' instead of 'fault'");
        return;
      }
      fault(fault.asset(), fault.code(), time, value.number() != 0, metric, track, parts);
    } else if (track.target() instanceof MetricTarget.FaultCodes codes) {
      String now = codes.codes().get(text(value));
      Set<String> over = new LinkedHashSet<>();
      if (track.isSeen()) {
        String before = track.last() == null ? null : codes.codes().get(text(track.last()));
        if (before != null) {
          over.add(before);
        }
      } else {
        // What was active when we were last here may be any of them.
        over.addAll(codes.codes().values());
      }
      over.remove(now);
      over.forEach(code -> fault(codes.asset(), code, time, false, metric, track, parts));
      if (now != null) {
        fault(codes.asset(), now, time, true, metric, track, parts);
      }
    }
  }

  private static void fault(
      String asset,
      String code,
      long time,
      boolean active,
      Metric metric,
      MetricTrack track,
      MessageParts parts) {
    if (isName(asset) && isName(code)) {
      parts.fault(new DecodedFault(asset, code, time, active, null));
    } else {
      refuse(metric, track, parts, "comes to no name that an asset and a fault can have");
    }
  }

  /** How a value is written in the mapping: whole numbers without a point. */
  private static String text(MetricValue value) {
    String text = value.text();
    if (text != null) {
      return text;
    }
    double number = value.number();
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** What the database can keep and our own messages could say. */
  static boolean isName(@Nullable String text) {
    if (text == null || text.isBlank() || text.codePointCount(0, text.length()) > NAME_LIMIT) {
      return false;
    }
    return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }
}
