package io.millwright.sim.cli;

import io.millwright.sim.contract.SimPassword;
import io.millwright.sim.mqtt.ConnectFailure;
import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.GatewayOptions;
import io.millwright.sim.mqtt.GatewayStats;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connected gateways of a run, with one set of counters. */
final class GatewayFleet implements AutoCloseable {
  private final GatewayStats stats = new GatewayStats();
  private final Map<String, GatewayClient> clients = new LinkedHashMap<>();

  /**
   * Connects all; when one fails, those before it are closed.
   *
   * @param seed of the passwords
   */
  static GatewayFleet connect(URI url, List<String> gateways, long seed, int window)
      throws ConnectFailure, InterruptedException {
    GatewayFleet fleet = new GatewayFleet();
    try {
      for (String gateway : gateways) {
        String password = SimPassword.of(seed, gateway);
        GatewayClient client =
            new GatewayClient(
                GatewayOptions.of(url, gateway, password).withWindow(window), fleet.stats);
        client.connect();
        fleet.clients.put(gateway, client);
      }
      return fleet;
    } catch (ConnectFailure | InterruptedException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  Map<String, GatewayClient> clients() {
    return clients;
  }

  GatewayStats stats() {
    return stats;
  }

  @Override
  public void close() {
    clients.values().forEach(GatewayClient::close);
  }
}
