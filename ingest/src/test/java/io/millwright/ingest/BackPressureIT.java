package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.Flood;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TcpProxy;
import io.millwright.ingest.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invariant 8: a slow database is felt at the gateways' sockets, not in the service's memory. */
class BackPressureIT {
  private static final int QUEUE_LIMIT = 2_000;

  /**
   * Two connections may be handing in a message each when the limit is reached, and the forecast
   * asks each of the two shards a question.
   */
  private static final int ON_THE_WAY = 2 * Flood.READINGS + 2;

  private static final long HEAP_GROWTH = 48L << 20;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private TcpProxy proxy;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    proxy = new TcpProxy(database.address());
    PipelineOptions pipeline =
        new PipelineOptions(2, QUEUE_LIMIT, 1_000, Duration.ofSeconds(5), Duration.ofMillis(50));
    service = RunningService.on(proxy.address()).pipeline(pipeline).start();
    service
        .api()
        .register(
            """
            assets:
              - {tag: P-0, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
              - {tag: P-1, class: pump, ownership: owned, meters: [{name: temp, kind: gauge, unit: degC}]}
            gateways:
              - {id: gw-0, password: gw-0, assets: [P-0]}
              - {id: gw-1, password: gw-1, assets: [P-1]}
            """);
  }

  @AfterEach
  void stop() throws Exception {
    proxy.restore();
    service.close();
    proxy.close();
    database.close();
  }

  @Test
  void aStalledDatabasePausesTheSocketsAndWhatIsSentIsStoredAfterwards() throws Exception {
    List<Flood> floods = List.of(flood(0), flood(1));
    try {
      Eventually.holds(() -> assertThat(sql.readings()).isGreaterThan(1_000));
      proxy.hold();
      long heapBefore = heap();
      Eventually.holds(() -> assertThat(metric("millwright_queue_paused")).isEqualTo(1));
      awaitStandstill(floods);
      // Sources go on below half of the limit only.
      double waiting = metric("millwright_queue_waiting");
      assertThat(waiting).isBetween(QUEUE_LIMIT / 2.0, (double) QUEUE_LIMIT + ON_THE_WAY);
      assertThat(heap() - heapBefore).isLessThan(HEAP_GROWTH);
      assertThat(service.api().get("/healthz").status()).isEqualTo(200);
      System.out.printf(
          "Back-pressure: %,d messages sent and %,.0f settled at the standstill, %,.0f items wait,"
              + " heap grew by %,d KiB%n",
          sent(floods),
          metric("millwright_messages_settled_total"),
          waiting,
          (heap() - heapBefore) >> 10);
    } finally {
      floods.forEach(Flood::end);
      proxy.restore();
    }

    for (Flood flood : floods) {
      flood.awaitEnd();
    }
    Flood qos1 = floods.get(1);
    Eventually.holds(() -> assertThat(qos1.acknowledged()).isEqualTo(qos1.sent()));
    double sent = sent(floods);
    Eventually.holds(() -> assertThat(metric("millwright_messages_settled_total")).isEqualTo(sent));
    assertThat((double) sql.readings()).isEqualTo(sent * Flood.READINGS);
    // The forecast asks its questions the same way.
    Eventually.holds(() -> assertThat(metric("millwright_queue_waiting")).isZero());
    for (Flood flood : floods) {
      flood.close();
    }
  }

  private Flood flood(int qos) throws Exception {
    String id = "gw-" + qos;
    // MQTT 3.1.1 has no Receive Maximum that would stop a well-behaved client by itself.
    RawMqtt client = new RawMqtt(service.mqttPort(), 4).connect(id, id, id, true, 0);
    client.read();
    return new Flood(client, id, "P-" + qos, qos);
  }

  private static long sent(List<Flood> floods) {
    return floods.stream().mapToLong(Flood::sent).sum();
  }

  /** Until for two seconds nothing was sent, settled or queued. */
  private void awaitStandstill(List<Flood> floods) {
    AtomicReference<List<Double>> before = new AtomicReference<>(List.of());
    Eventually.await()
        .atMost(Duration.ofMinutes(5)) // some megabytes fit into the sockets
        .during(Duration.ofSeconds(2))
        .until(
            () -> {
              List<Double> now =
                  List.of(
                      (double) sent(floods),
                      metric("millwright_messages_settled_total"),
                      metric("millwright_queue_waiting"));
              return now.equals(before.getAndSet(now));
            });
  }

  private double metric(String name) throws Exception {
    return service.api().metric(name);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
