package io.millwright.sim.mqtt;

import io.millwright.sim.contract.SimPassword;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connected gateways of a run, with one set of counters. */
public final class GatewayFleet implements AutoCloseable {
  private final GatewayStats stats = new GatewayStats();
  private final Map<String, GatewayClient> clients = new LinkedHashMap<>();

  private GatewayFleet() {}

  /**
   * Connects all; when one fails, those before it are closed.
   *
   * @param url the MQTT server
   * @param gateways their ids
   * @param seed of the passwords
   * @param window messages in flight for each
   * @return the connected gateways
   * @throws ConnectFailure when one cannot connect; it says why
   * @throws InterruptedException when interrupted
   */
  public static GatewayFleet connect(URI url, List<String> gateways, long seed, int window)
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

  /** The clients by gateway. */
  public Map<String, GatewayClient> clients() {
    return clients;
  }

  /** What became of their messages, all together. */
  public GatewayStats stats() {
    return stats;
  }

  @Override
  public void close() {
    clients.values().forEach(GatewayClient::close);
  }
}
