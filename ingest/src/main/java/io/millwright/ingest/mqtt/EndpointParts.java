package io.millwright.ingest.mqtt;

import io.millwright.ingest.pipeline.Intake;

/**
 * What all connections of an endpoint share.
 *
 * @param limits what clients are granted
 * @param intake where messages go
 * @param gatekeeper who lets clients in
 * @param connections who is connected
 * @param metrics what is counted
 * @param refusals what is warned of
 */
record EndpointParts(
    MqttLimits limits,
    Intake intake,
    Gatekeeper gatekeeper,
    Connections connections,
    MqttMetrics metrics,
    RefusalLog refusals) {

  /** Counts and warns of something that a client did and that is refused. */
  void refused(String who, String reason, String what) {
    metrics.refused(reason);
    refusals.warn(who, reason, what);
  }
}
