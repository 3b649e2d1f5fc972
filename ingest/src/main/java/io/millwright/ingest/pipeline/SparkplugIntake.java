package io.millwright.ingest.pipeline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.sparkplug.Count;
import io.millwright.ingest.codec.sparkplug.Findings;
import io.millwright.ingest.codec.sparkplug.HostState;
import io.millwright.ingest.codec.sparkplug.PresenceChange;
import io.millwright.ingest.codec.sparkplug.PresenceRecord;
import io.millwright.ingest.codec.sparkplug.RebirthCommand;
import io.millwright.ingest.codec.sparkplug.RefusedMetrics;
import io.millwright.ingest.codec.sparkplug.SparkplugHost;
import io.millwright.ingest.codec.sparkplug.Taken;
import io.millwright.ingest.codec.sparkplug.Tally;
import io.millwright.ingest.codec.sparkplug.Why;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.rules.model.Meter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages of Sparkplug edge nodes enter: what they say depends on those before them, so they
 * go through the state of their edge node, and then the way of all messages. Others go on at once.
 */
public final class SparkplugIntake implements Intake, Findings<Inbound> {
  private static final Logger LOG = LoggerFactory.getLogger(SparkplugIntake.class);
  private static final String STATE = "spBv1.0/STATE/";
  private static final String ROOT = "spBv1.0/";

  private final Receiver receiver;
  private final SparkplugHost<Inbound> host;
  private final HostState state;
  private final Function<String, @Nullable RegisteredAsset> registry;
  private final Publisher out;
  private final InstantSource clock;

  /**
   * Creates it.
   *
   * @param receiver takes what was decoded, and messages of other notations
   * @param host knows the edge nodes
   * @param state what we say of ourselves
   * @param registry finds an asset by its tag
   * @param out sends commands to edge nodes
   * @param tally what the host has counted, shown as {@code millwright.sparkplug}
   * @param meters where
   * @param clock the time of arrivals
   */
  public SparkplugIntake(
      Receiver receiver,
      SparkplugHost<Inbound> host,
      HostState state,
      Function<String, @Nullable RegisteredAsset> registry,
      Publisher out,
      Tally tally,
      MeterRegistry meters,
      InstantSource clock) {
    this.receiver = receiver;
    this.host = host;
    this.state = state;
    this.registry = registry;
    this.out = out;
    this.clock = clock;
    for (Count count : Count.values()) {
      FunctionCounter.builder("millwright.sparkplug", tally, t -> t.of(count))
          .tag("event", count.word())
          .description("What was seen of Sparkplug edge nodes")
          .register(meters);
    }
  }

  @Override
  public void accept(Inbound message) {
    if (message.topic().startsWith(STATE)) {
      if (state.saysOffline(message.topic(), message.payload())) {
        out.announce();
      }
      message.acknowledgement().settled(Settlement.STORED);
    } else if (message.topic().startsWith(ROOT)) {
      host.take(
          message.topic(), message.payload(), message, message.connection(), clock.millis(), this);
    } else {
      receiver.accept(message);
    }
  }

  @Override
  public void refuse(Inbound message, Refusal refusal, String detail, int size) {
    receiver.refuse(message, refusal, detail, size);
  }

  @Override
  public void register(FlowControl source) {
    receiver.register(source);
  }

  /**
   * To be called every few hundred milliseconds, by one thread.
   *
   * @param listening whether messages of edge nodes can come in at present
   */
  public void tick(boolean listening) {
    host.tick(clock.millis(), listening, this);
  }

  @Override
  public void taken(Inbound message, Taken taken) {
    List<DecodedReading> readings = taken.decoded().readings();
    receiver.take(
        message,
        new MessageContent(
            new Decoded(
                taken.birth() ? keep(readings, reading -> !isIncrease(reading)) : readings,
                keep(taken.decoded().faults(), fault -> !isOfNobody(fault)),
                List.of(),
                List.of(),
                List.of()),
            taken.refused().stream().map(metrics -> entry(message, metrics)).toList(),
            taken.presences().stream().map(this::withoutNobody).toList(),
            taken.repeats()));
  }

  @Override
  public void missed(String gateway, String topic, Taken taken) {
    for (PresenceChange change : taken.presences()) {
      PresenceRecord of = change.record();
      LOG.warn(
          "{}/{}/{} was online and is not heard any more: it counts as dead",
          printable(of.group()),
          printable(of.edge()),
          printable(of.device()));
    }
    taken(new Inbound(gateway, topic, new byte[0], System.nanoTime(), settlement -> {}), taken);
  }

  @Override
  public void forgotten(String group, String edge) {
    receiver.forget(group, edge);
  }

  private PresenceChange withoutNobody(PresenceChange change) {
    DecodedFault fault = change.fault();
    return fault != null && isOfNobody(fault)
        ? new PresenceChange(change.asset(), change.record(), null)
        : change;
  }

  private static <T> List<T> keep(List<T> all, Predicate<T> which) {
    return all.stream().filter(which).toList();
  }

  /** What is added up must not be added again by a birth, which repeats the last of it. */
  private boolean isIncrease(DecodedReading reading) {
    RegisteredAsset asset = registry.apply(reading.asset());
    RegisteredMeter meter = asset == null ? null : asset.meter(reading.meter());
    return meter != null && meter.meter().reports() == Meter.Reports.DELTA;
  }

  /** That a device is offline is our own finding, and of no use where no asset is registered. */
  private boolean isOfNobody(DecodedFault fault) {
    return fault.code().equals(SparkplugHost.OFFLINE) && registry.apply(fault.asset()) == null;
  }

  private static QuarantineEntry entry(Inbound message, RefusedMetrics metrics) {
    return Resolver.whole(
        reason(metrics.why()),
        metrics.detail(),
        message.gateway(),
        message.topic(),
        metrics.payload());
  }

  private static QuarantineReason reason(Why why) {
    return switch (why) {
      case UNDECODABLE -> QuarantineReason.UNDECODABLE;
      case MALFORMED -> QuarantineReason.MALFORMED;
      case UNKNOWN_ALIAS -> QuarantineReason.UNKNOWN_ALIAS;
      case OUT_OF_SEQUENCE -> QuarantineReason.OUT_OF_SEQUENCE;
      case UNMAPPED -> QuarantineReason.UNKNOWN_METER;
    };
  }

  @Override
  public void rebirth(String group, String edge) {
    RebirthCommand command = new RebirthCommand(group, edge);
    LOG.info("Edge node {}/{} is asked to be born again", printable(group), printable(edge));
    out.publish(new Outgoing(command.topic(), command.payload(clock.millis()), 0, false));
  }

  @Override
  public void unmapped(String where, int metrics, List<String> examples) {
    if (metrics == 0) {
      LOG.info("Nothing in the Sparkplug mapping fits {}: it is left out", printable(where));
    } else {
      LOG.info(
          "{} metrics of {} have no rule in the Sparkplug mapping and are left out, such as {}",
          metrics,
          printable(where),
          printable(String.join(", ", examples)));
    }
  }

  /** Names come from outside: no line breaks, and an end. */
  private static String printable(String text) {
    String shown = text.length() > 300 ? text.substring(0, 300) : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
