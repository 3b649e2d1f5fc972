package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.testing.ApiCalls.Reply;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TcpProxy;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invariant 2 while the database is away: no PUBACK without a commit, and nothing twice after. */
class DatabaseOutageIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM}
      """;
  private static final String REGISTRY =
      """
      assets:
        - {tag: P-1, class: pump, ownership: owned, meters: [{name: hours, kind: counter, unit: h}]}
      gateways: [{id: gw, password: gw, assets: [P-1]}]
      """;
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private TcpProxy proxy;
  private RecordingTarget cmms;
  private RunningService service;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    proxy = new TcpProxy(database.address());
    cmms = new RecordingTarget();
    service = launch("");
    service.api().register(REGISTRY);
    gateway = service.gateway("gw");
    gateway.reading("P-1", "hours", START, 90);
  }

  private RunningService launch(String parameter) throws Exception {
    // No checkpoint disturbs which commit is the next.
    PipelineOptions pipeline =
        new PipelineOptions(2, 10_000, 1_000, Duration.ofHours(1), Duration.ofMillis(50));
    return RunningService.on(proxy.address(parameter))
        .plans(PLANS)
        .cmms(cmms)
        .pipeline(pipeline)
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    proxy.restore();
    service.close();
    proxy.close();
    cmms.close();
    database.close();
  }

  @Test
  void aCutStopsAcknowledgementsUntilTheDatabaseIsBack() throws Exception {
    proxy.cut();
    List<IMqttToken> tokens = send(50);
    Eventually.holds(
        () -> {
          Reply ready = service.api().get("/readyz");
          assertThat(ready.status()).isEqualTo(503);
          assertThat(ready.json().get("checks").get("database").asString()).isNotEqualTo("ok");
          assertThat(ready.json().get("checks").get("pipeline").asString()).contains("SQLSTATE 08");
        });
    assertThat(service.api().get("/healthz").status()).isEqualTo(200);
    assertThat(tokens).noneMatch(IMqttToken::isComplete);
    assertThat(sql.readings()).isEqualTo(1);

    proxy.restore();
    assertHealed(tokens);
  }

  @Test
  void aCommitWhoseAnswerIsLostDoesNothingTwiceAndForgetsNothing() throws Exception {
    proxy.swallowNextCommitAnswer();
    // One message, so that one batch holds the reading that makes the service due.
    StringJoiner all = new StringJoiner(",", "[", "]");
    for (int i = 1; i <= 50; i++) {
      all.add(reading(i));
    }
    assertHealed(List.of(gateway.send(all.toString())));
    assertThat(proxy.hasSwallowed()).isTrue();
    assertThat(service.counted().storedReadings()).isEqualTo(51);
    assertThat(service.counted().duplicateReadings()).isZero();
    assertThat(service.counted().raisedOrders()).isEqualTo(1);
  }

  @Test
  void connectionsThatAreDeadWithoutAWordAreGivenUp() throws Exception {
    gateway.close();
    service.close();
    // Longer than any statement takes, once the tables are there.
    service = launch("socketTimeout=4");
    gateway = service.gateway("gw");
    proxy.forgetConnections();
    assertHealed(send(50));
  }

  private static String reading(int i) {
    return Readings.of("P-1", "hours", START.plusSeconds(i), 90 + i);
  }

  @Test
  void aServiceThatWasReplacedDuringACutWritesNothingMore() throws Exception {
    proxy.cut();
    Eventually.holds(
        () ->
            assertThat(
                    sql.number(
                        "select count(*) from pg_locks where locktype = 'advisory' and database ="
                            + " (select oid from pg_database where datname = current_database())"))
                .isZero());
    try (RunningService successor = RunningService.on(database).plans(PLANS).start();
        TestGateway elsewhere = successor.gateway("gw")) {
      elsewhere.reading("P-1", "hours", START.plusSeconds(10), 95);
      proxy.restore();
      IMqttToken token = gateway.send(reading(1));
      Eventually.holds(
          () ->
              assertThat(service.api().get("/readyz").json().get("checks").get("active").asString())
                  .startsWith("replaced: ")
                  .contains("works since"));
      assertThat(token.isComplete()).isFalse();
      assertThat(sql.readings()).isEqualTo(2);
    }
  }

  /** Readings 91 h to 140 h: the service falls due at 100 h. */
  private List<IMqttToken> send(int count) throws Exception {
    List<IMqttToken> tokens = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      tokens.add(gateway.send(reading(i)));
    }
    return tokens;
  }

  private void assertHealed(List<IMqttToken> tokens) throws Exception {
    for (IMqttToken token : tokens) {
      token.waitForCompletion(60_000);
    }
    assertThat(sql.readings()).isEqualTo(51);
    Eventually.holds(
        () -> {
          assertThat(service.api().get("/readyz").status()).isEqualTo(200);
          assertThat(sql.orders()).containsExactly("P-1/service/1 cmms delivered open");
        });
    assertThat(cmms.episodes()).containsEntry("P-1/service/1", 1);
    assertThat(sql.number("select count(*) from quarantine")).isZero();
  }
}
