package io.millwright.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.codec.sparkplug.HostState;
import io.millwright.ingest.codec.sparkplug.PresenceRecord;
import io.millwright.ingest.codec.sparkplug.SparkplugHost;
import io.millwright.ingest.codec.sparkplug.SparkplugMapping;
import io.millwright.ingest.codec.sparkplug.Tally;
import io.millwright.ingest.mqtt.downlink.Presence;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Outgoing;
import io.millwright.ingest.pipeline.Publisher;
import io.millwright.ingest.pipeline.Receiver;
import io.millwright.ingest.pipeline.SparkplugIntake;
import io.millwright.ingest.registry.Registry;
import java.time.InstantSource;
import java.util.Collection;

/**
 * What makes Millwright a Sparkplug host application.
 *
 * @param intake where messages enter
 * @param presence what we say of ourselves
 */
record SparkplugParts(SparkplugIntake intake, Presence presence) {
  /** How often the time is looked at, for gaps in a sequence; a fraction of the reorder wait. */
  static final long TICK_MILLIS = 200;

  static SparkplugParts of(
      SparkplugMapping mapping,
      Receiver receiver,
      Registry registry,
      Collection<PresenceRecord> known,
      Publisher out,
      MeterRegistry meters,
      InstantSource clock) {
    HostState state = new HostState(mapping.hostId());
    Tally tally = new Tally();
    SparkplugHost<Inbound> host = new SparkplugHost<>(mapping, tally);
    host.restore(known);
    SparkplugIntake intake =
        new SparkplugIntake(receiver, host, state, registry::asset, out, tally, meters, clock);
    return new SparkplugParts(
        intake,
        () -> {
          long now = clock.millis();
          return new Presence.Words(
              new Outgoing(state.topic(), state.payload(true, now), 1, true),
              new Outgoing(state.topic(), state.payload(false, now), 1, true));
        });
  }
}
