package io.millwright.sim.fleet;

import io.millwright.sim.contract.GatewayMessage;
import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.GatewayStats;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.time.Pause;
import io.millwright.sim.time.SimClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Publishes what a fleet does, at the pace of a simulated clock. */
public final class FleetRunner {

  /** Hears how far the run is, after each step, on the running thread. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A step is published.
     *
     * @param time simulated time reached
     * @param published messages published so far
     * @param acknowledged messages acknowledged so far
     */
    void at(Instant time, long published, long acknowledged);
  }

  private final FleetModel model;
  private final SimClock clock;
  private final Map<String, GatewayClient> gateways;
  private final GatewayStats stats;
  private final Pause pause;
  private final Progress progress;
  private final Set<String> offline = new TreeSet<>();

  /**
   * Prepares a run.
   *
   * @param model the fleet
   * @param clock the pace; when publishing falls behind it, steps follow each other at once
   * @param gateways a connected client for each of the fleet's gateways
   * @param stats what the clients report to
   * @param pause lets real time pass, {@link Pause#SLEEP} but in tests
   * @param progress told of each step
   * @throws IllegalArgumentException when a site has no client
   */
  public FleetRunner(
      FleetModel model,
      SimClock clock,
      Map<String, GatewayClient> gateways,
      GatewayStats stats,
      Pause pause,
      Progress progress) {
    for (Site site : model.sites()) {
      if (!gateways.containsKey(site.gateway())) {
        throw new IllegalArgumentException("No client for gateway '" + site.gateway() + "'");
      }
    }
    this.model = model;
    this.clock = clock;
    this.gateways = Map.copyOf(gateways);
    this.stats = stats;
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * Runs until a simulated time has been published and all of it is acknowledged.
   *
   * @param end the simulated time of the last step, at most
   * @param patience real time to wait for the last acknowledgements
   * @return what was published
   * @throws Unacknowledged when acknowledgements are still missing then
   * @throws InterruptedException when interrupted
   */
  public FleetReport run(Instant end, Duration patience)
      throws Unacknowledged, InterruptedException {
    FleetCount count = new FleetCount(model.nextTime());
    while (!model.nextTime().isAfter(end)) {
      Duration wait = clock.realTimeUntil(model.nextTime());
      if (wait.toMillis() > 0) {
        pause.pause(wait);
      }
      FleetTick tick = model.next();
      count.tick(tick.time(), switchLinks(tick.offline()));
      for (GatewayMessage message : tick.messages()) {
        client(message.gateway())
            .publish(message.topic(), message.payload().getBytes(StandardCharsets.UTF_8));
        count.message(message);
      }
      progress.at(tick.time(), stats.published(), stats.acknowledged());
    }
    for (String gateway : Set.copyOf(offline)) {
      client(gateway).linkUp();
    }
    Unacknowledged.awaitAll(gateways, patience);
    return count.report();
  }

  /** Returns how many gateways have just lost their network. */
  private int switchLinks(Set<String> nowOffline) {
    int lost = 0;
    for (String gateway : nowOffline) {
      if (offline.add(gateway)) {
        client(gateway).linkDown();
        lost++;
      }
    }
    for (String gateway : Set.copyOf(offline)) {
      if (!nowOffline.contains(gateway)) {
        offline.remove(gateway);
        client(gateway).linkUp();
      }
    }
    return lost;
  }

  private GatewayClient client(String gateway) {
    GatewayClient client = gateways.get(gateway);
    if (client == null) {
      throw new IllegalStateException("No client for gateway '" + gateway + "'");
    }
    return client;
  }
}
