package io.millwright.ingest.mqtt.connection;

import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.mqtt.limit.RefusalLog;
import io.millwright.ingest.mqtt.limit.RefusedShare;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.registry.GatewayLimits;
import java.util.function.BooleanSupplier;

/**
 * What all connections of an endpoint share.
 *
 * @param limits what clients are granted
 * @param formats which topics a gateway may use
 * @param intake where messages go
 * @param intakeFull whether the intake has asked to be given no more
 * @param connections who is connected
 * @param subscribers who listens to what we send
 * @param refusedShare how much of what is refused is kept
 * @param metrics what is counted
 * @param refusals what is warned of
 */
public record ConnectionParts(
    MqttLimits limits,
    MessageFormat formats,
    Intake intake,
    BooleanSupplier intakeFull,
    Connections connections,
    Subscribers subscribers,
    RefusedShare refusedShare,
    MqttMetrics metrics,
    RefusalLog refusals) {

  /** Counts and warns of something that a client did and that is refused. */
  public void refused(String who, String reason, String what) {
    metrics.refused(reason);
    refusals.warn(who, reason, what);
  }

  /** Counts and warns of a gateway that is held to its rate. */
  public void slowed(String gateway, GatewayLimits limits) {
    metrics.slowed();
    refusals.warn(
        "Gateway '" + gateway + "'",
        "rate",
        "sends more than its limit of "
            + limits.messagesPerSecond()
            + " packets or "
            + limits.bytesPerSecond()
            + " bytes a second (0: none) and is slowed down to it; raise"
            + " max_messages_per_second or max_bytes_per_second in the registry if that is too"
            + " little");
  }
}
