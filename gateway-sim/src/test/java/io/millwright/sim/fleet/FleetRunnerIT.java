package io.millwright.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.sim.contract.GatewayMessage;
import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.GatewayOptions;
import io.millwright.sim.mqtt.GatewayStats;
import io.millwright.sim.mqtt.TinyServer;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.time.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class FleetRunnerIT {
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  private final GatewayStats stats = new GatewayStats();
  private final AtomicLong nanos = new AtomicLong(1);
  private final Map<String, GatewayClient> clients = new LinkedHashMap<>();

  @AfterEach
  void close() {
    clients.values().forEach(GatewayClient::close);
  }

  @Test
  void aWeekArrivesWholeAtThePaceOfTheClock() throws Exception {
    FleetModel model = new FleetModel(21, 12, MONDAY);
    List<Instant> times = new ArrayList<>();
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE)) {
      FleetReport report =
          runner(model, server, times).run(MONDAY.plus(WEEK), Duration.ofMinutes(2));

      assertThat(report.ticks()).isEqualTo(7 * 24 * 6 + 1);
      assertThat(report.outages()).isEqualTo(1);
      assertThat(report.to()).isEqualTo(MONDAY.plus(WEEK));
      assertThat(times).hasSize(1009).isSorted();
      assertThat(nanos.get()).isEqualTo(1 + WEEK.toNanos() / 10_000);
      assertThat(stats.acknowledged()).isEqualTo(report.messages());
      assertThat(new HashSet<>(server.acknowledged())).isEqualTo(payloads(21, 12));
    }
  }

  @Test
  void missingAcknowledgementsEndTheRunWithTheGatewaysNames() throws Exception {
    FleetModel model = new FleetModel(21, 8, MONDAY);
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.WITHHOLD)) {
      FleetRunner runner = runner(model, server, new ArrayList<>());

      assertThatThrownBy(() -> runner.run(MONDAY.plus(Duration.ofHours(1)), Duration.ZERO))
          .isInstanceOf(Unacknowledged.class)
          .hasMessageContaining("gw-pit-1=7")
          .hasMessageContaining("gw-building-1=7");
    }
  }

  private FleetRunner runner(FleetModel model, TinyServer server, List<Instant> times)
      throws Exception {
    for (Site site : model.sites()) {
      GatewayClient client =
          new GatewayClient(GatewayOptions.of(server.url(), site.gateway(), "pw"), stats);
      client.connect();
      clients.put(site.gateway(), client);
    }
    return new FleetRunner(
        model,
        new SimClock(MONDAY, 10_000, nanos::get),
        clients,
        stats,
        pause -> nanos.addAndGet(pause.toNanos()),
        (time, published, acknowledged) -> times.add(time));
  }

  private static Set<String> payloads(long seed, int size) {
    FleetModel model = new FleetModel(seed, size, MONDAY);
    Set<String> payloads = new HashSet<>();
    while (!model.nextTime().isAfter(MONDAY.plus(WEEK))) {
      model.next().messages().stream().map(GatewayMessage::payload).forEach(payloads::add);
    }
    return payloads;
  }
}
