package io.millwright.ingest.mqtt.admission;

import io.millwright.ingest.mqtt.connection.ConnectionParts;
import io.millwright.ingest.mqtt.limit.ConnectAttempts;

/**
 * What all admissions of an endpoint share.
 *
 * @param gatekeeper who lets clients in
 * @param attempts who tries to connect how often
 * @param connection what those that are in share
 */
public record AdmissionParts(
    Gatekeeper gatekeeper, ConnectAttempts attempts, ConnectionParts connection) {}
