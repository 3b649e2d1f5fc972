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
    take(message, MessageContent.of(decoded));
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

  /** Takes a message that is decoded. */
  void take(Inbound message, MessageContent content) {
    // What follows a message that waits for its registration waits behind it.
    if (autoRegister
        && (registering.containsKey(message.gateway())
            || resolver.namesUnknown(content.decoded()))) {
      shards.expect(1);
      registering.merge(message.gateway(), 1, Integer::sum);
      blocking.execute(() -> registerThenRoute(message, content));
    } else {
      route(message, content);
    }
  }

  private long arrived(Inbound message) {
    Instant before = message.firstReceived();
    return before == null ? shards.clock().millis() : before.toEpochMilli();
  }

  private void registerThenRoute(Inbound message, MessageContent content) {
    try {
      Set<List<String>> asked = new HashSet<>();
      for (DecodedReading reading : content.decoded().readings()) {
        if (resolver.isUnknown(reading) && asked.add(List.of(reading.asset(), reading.meter()))) {
          registry.autoRegister(
              message.gateway(), reading.asset(), reading.meter(), reading.unit());
        }
      }
    } catch (SQLException e) {
      LOG.warn("Cannot register the assets of gateway {} now: {}", message.gateway(), e.toString());
    } finally {
      // What is still unknown goes to quarantine, as it would without the setting.
      route(message, content);
      registering.computeIfPresent(
          message.gateway(), (gateway, open) -> open == 1 ? null : open - 1);
      shards.expect(-1);
    }
  }

  private void route(Inbound message, MessageContent content) {
    int parts = content.parts() + (content.repeats() ? shards.count() : 0);
    if (parts == 0) {
      new MessageInFlight(message, Settlement.STORED, 1, metrics).partDone();
      return;
    }
    Settlement settlement = content.isUndecodable() ? Settlement.UNDECODABLE : Settlement.STORED;
    MessageInFlight inFlight = new MessageInFlight(message, settlement, parts, metrics);
    List<ShardItem> items;
    try {
      items = resolver.resolve(content.decoded(), inFlight);
      content.presences().forEach(change -> items.add(resolver.presence(change, inFlight)));
    } catch (RuntimeException e) {
      defect(message, e);
      return;
    }
    content.refused().forEach(entry -> items.add(new ShardItem.Refused(inFlight, entry)));
    shards.put(items);
    if (content.repeats()) {
      shards.putEverywhere(new ShardItem.Behind(inFlight));
    }
  }

  /** Nothing is kept any more of an edge node. */
  void forget(String group, String edge) {
    shards.putEverywhere(new ShardItem.EdgeNodeForgotten(group, edge, shards.clock().millis()));
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
