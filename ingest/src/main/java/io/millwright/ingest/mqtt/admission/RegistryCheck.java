package io.millwright.ingest.mqtt.admission;

import io.millwright.ingest.mqtt.connection.Connections;
import io.millwright.ingest.mqtt.connection.MqttMetrics;
import io.millwright.ingest.registry.GatewayGrant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds open connections against the registry from time to time: a gateway that is disabled or
 * deleted there loses them, whoever changed it, and new limits count. Any thread.
 */
public final class RegistryCheck {
  private static final Logger log = LoggerFactory.getLogger(RegistryCheck.class);

  private final Gatekeeper gatekeeper;
  private final Connections connections;
  private final MqttMetrics metrics;

  public RegistryCheck(Gatekeeper gatekeeper, Connections connections, MqttMetrics metrics) {
    this.gatekeeper = gatekeeper;
    this.connections = connections;
    this.metrics = metrics;
  }

  /** Checks once; does nothing but wait when the database is away. */
  public void run() {
    Map<String, Integer> open = connections.gateways();
    metrics.gateways(open);
    connections.forgetAbsent();
    if (!open.isEmpty()) {
      gatekeeper
          .grants(open.keySet())
          .onSuccess(grants -> open.keySet().forEach(id -> apply(id, grants)))
          .onFailure(e -> log.debug("The registry cannot be asked", e));
    }
  }

  private void apply(String gateway, Map<String, GatewayGrant> grants) {
    GatewayGrant grant = grants.get(gateway);
    if (grant == null || !grant.enabled()) {
      connections.revoke(gateway);
    } else {
      connections.limit(gateway, grant.limits());
    }
  }
}
