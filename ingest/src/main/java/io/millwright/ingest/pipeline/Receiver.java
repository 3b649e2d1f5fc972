package io.millwright.ingest.pipeline;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.registry.Registry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a message enters: decoded, resolved, and its parts handed to the shards that own their
 * assets. Runs on the source's thread and does not block.
 */
public final class Receiver implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final MessageFormat formats;
  private final Registry registry;
  private final Resolver resolver;
  private final Shards shards;
  private final PipelineMetrics metrics;
  private final boolean autoRegister;
  private final Executor blocking;

  /** Gateways of which messages wait for registrations, and how many. */
  private final Map<String, Integer> registering = new ConcurrentHashMap<>();

  /**
   * Creates it.
   *
   * @param formats read the messages
   * @param registry knows assets and meters
   * @param shards take the parts
   * @param metrics counts
   * @param autoRegister whether unknown assets and meters are registered as unassigned instead of
   *     quarantined
   * @param blocking one thread, for registering
   */
  public Receiver(
      MessageFormat formats,
      Registry registry,
      Shards shards,
      PipelineMetrics metrics,
      boolean autoRegister,
      Executor blocking) {
    this.formats = formats;
    this.registry = registry;
    this.resolver = new Resolver(registry::asset, shards.clock());
    this.shards = shards;
    this.metrics = metrics;
    this.autoRegister = autoRegister;
    this.blocking = blocking;
  }

  @Override
  public void accept(Inbound message) {
    Decoded decoded;
    try {
      decoded =
          formats.decode(message.gateway(), message.topic(), message.payload(), arrived(message));
    } catch (UndecodableException e) {
      undecodable(message, String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      defect(message, e);
      return;
    }
    take(message, decoded, List.of());
  }

  private void undecodable(Inbound message, String detail) {
    shards.put(
        new ShardItem.Refused(
            new MessageInFlight(message, Settlement.UNDECODABLE, 1, metrics),
            Resolver.whole(
                QuarantineReason.UNDECODABLE,
                detail,
                message.gateway(),
                message.topic(),
                message.payload())));
  }

  /** One message that we fail on must not come again and again, nor end what others send. */
  private void defect(Inbound message, RuntimeException failure) {
    LOG.error(
        "A defect of Millwright: please report this, with the message of gateway {} in quarantine",
        message.gateway(),
        failure);
    undecodable(message, "Millwright fails on it: " + failure);
  }

  /**
   * Takes a message that is decoded.
   *
   * @param message the message
   * @param decoded what it says
   * @param refused parts of it that could not be decoded
   */
  void take(Inbound message, Decoded decoded, List<QuarantineEntry> refused) {
    // What follows a message that waits for its registration waits behind it.
    if (autoRegister
        && (registering.containsKey(message.gateway()) || resolver.namesUnknown(decoded))) {
      shards.expect(1);
      registering.merge(message.gateway(), 1, Integer::sum);
      blocking.execute(() -> registerThenRoute(message, decoded, refused));
    } else {
      route(message, decoded, refused);
    }
  }

  private long arrived(Inbound message) {
    Instant before = message.firstReceived();
    return before == null ? shards.clock().millis() : before.toEpochMilli();
  }

  private void registerThenRoute(Inbound message, Decoded decoded, List<QuarantineEntry> refused) {
    try {
      Set<List<String>> asked = new HashSet<>();
      for (DecodedReading reading : decoded.readings()) {
        if (resolver.isUnknown(reading) && asked.add(List.of(reading.asset(), reading.meter()))) {
          registry.autoRegister(
              message.gateway(), reading.asset(), reading.meter(), reading.unit());
        }
      }
    } catch (SQLException e) {
      LOG.warn("Cannot register the assets of gateway {} now: {}", message.gateway(), e.toString());
    } finally {
      // What is still unknown goes to quarantine, as it would without the setting.
      route(message, decoded, refused);
      registering.computeIfPresent(
          message.gateway(), (gateway, open) -> open == 1 ? null : open - 1);
      shards.expect(-1);
    }
  }

  private void route(Inbound message, Decoded decoded, List<QuarantineEntry> refused) {
    int parts =
        decoded.readings().size()
            + decoded.faults().size()
            + decoded.replacements().size()
            + decoded.corrections().size()
            + decoded.malformed().size()
            + refused.size();
    if (parts == 0) {
      new MessageInFlight(message, Settlement.STORED, 1, metrics).partDone();
      return;
    }
    boolean undecodable =
        refused.stream().anyMatch(entry -> entry.reason() == QuarantineReason.UNDECODABLE);
    MessageInFlight inFlight =
        new MessageInFlight(
            message, undecodable ? Settlement.UNDECODABLE : Settlement.STORED, parts, metrics);
    List<ShardItem> items;
    try {
      items = resolver.resolve(decoded, inFlight);
    } catch (RuntimeException e) {
      defect(message, e);
      return;
    }
    refused.forEach(entry -> items.add(new ShardItem.Refused(inFlight, entry)));
    shards.put(items);
  }

  @Override
  public void refuse(Inbound message, Refusal refusal, String detail, int size) {
    shards.put(
        new ShardItem.Refused(
            new MessageInFlight(message, Settlement.NOT_AUTHORISED, 1, metrics),
            new QuarantineEntry(
                refusal.reason(),
                detail,
                message.gateway(),
                message.topic(),
                null,
                null,
                null,
                message.payload(),
                size)));
  }

  @Override
  public void register(FlowControl source) {
    shards.register(source);
  }
}
