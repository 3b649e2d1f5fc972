package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.ApiCalls;
import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say about an order outlives kill -9: it is put off, left out, and overdue once. */
class OrderLifeIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h, tolerance: 5}
          overdue: {priority: 1}
          work: {type: PM, priority: 3}
      """;
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters: [{name: hours, kind: counter, unit: h}]
      gateways: [{id: gw, password: gw, assets: [P-1]}]
      """;

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(7200);
  private RecordingTarget cmms;
  private ServiceProcess service;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    cmms = new RecordingTarget();
    Path plans = Files.writeString(folder.resolve("plans.yaml"), PLANS);
    service =
        new ServiceProcess(
            database.address(),
            folder.resolve("service.log"),
            "--plans",
            plans.toString(),
            "--cmms",
            cmms.url());
    service.start();
    service.api().register(REGISTRY);
  }

  @AfterEach
  void stop() {
    service.close();
    cmms.close();
    database.close();
  }

  private void killAndStart() throws Exception {
    service.kill();
    service.start();
  }

  private void hours(double... values) throws Exception {
    try (TestGateway gateway = new TestGateway(service.mqttPort(), "gw", false)) {
      for (double value : values) {
        time = time.plusSeconds(60);
        gateway.reading("P-1", "hours", time, value);
      }
    }
  }

  private String deliveredOrder(String episode) {
    Eventually.holds(
        () -> assertThat(sql.orders()).last().isEqualTo("P-1/" + episode + " cmms delivered open"));
    return cmms.orders().stream()
        .filter(order -> order.get("episode").asString().equals("P-1/" + episode))
        .map(order -> order.get("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private ApiCalls.Reply said(String path, String body) throws Exception {
    ApiCalls.Reply reply = service.api().post(path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private boolean deferredAgain(String order) throws Exception {
    return said(
            "/v1/work-orders/" + order + "/events",
            """
            {"type": "deferred", "time": "%s", "by": "Kim", "reason": "parts", "until_reading": 150}\
            """
                .formatted(time))
        .json()
        .get("repeated")
        .asBoolean();
  }

  private boolean skippedAgain(String id) throws Exception {
    return said(
            "/v1/assets/P-1/plans/service/skip",
            """
            {"by": "Kim", "reason": "laid up", "id": "%s"}\
            """
                .formatted(id))
        .json()
        .get("repeated")
        .asBoolean();
  }

  @Test
  void putOffItIsOverdueFromThereOnAndOnceAlsoAfterKills() throws Exception {
    hours(99, 101);
    String order = deliveredOrder("service/1");
    assertThat(deferredAgain(order)).isFalse();
    killAndStart();
    assertThat(deferredAgain(order)).as("its sender did not hear the answer").isTrue();

    hours(130);
    assertThat(sql.rows("select n from work_order_escalation"))
        .as("past the due point and its tolerance, but put off")
        .isEmpty();
    hours(151);
    Eventually.holds(
        () ->
            assertThat(sql.rows("select n, priority, delivery from work_order_escalation"))
                .containsExactly("1 1 delivered"));
    killAndStart();
    hours(170);

    assertThat(cmms.escalations()).hasSize(1);
    assertThat(cmms.escalations().get(0).get("external_reference").asString()).isEqualTo(order);
    assertThat(cmms.escalations().get(0).get("priority").asInt()).isEqualTo(1);
    assertThat(cmms.escalations().get(0).get("why").asString())
        .contains("put off to 150 h by Kim (parts)");
    assertThat(sql.rows("select priority from work_order")).containsExactly("1");
    assertThat(cmms.episodes()).containsExactly(Map.entry("P-1/service/1", 1));
  }

  @Test
  void leftOutOnceAlsoWhenItIsSaidAgainAfterAKill() throws Exception {
    hours(50);
    assertThat(skippedAgain("winter")).isFalse();
    killAndStart();
    assertThat(skippedAgain("winter")).as("its sender did not hear the answer").isTrue();
    hours(100, 199);
    assertThat(sql.orders()).isEmpty();
    assertThat(sql.rows("select cycle, reason from suppression")).containsExactly("1 skipped");
    killAndStart();

    hours(200);
    String order = deliveredOrder("service/2");
    ApiCalls.Reply refused =
        service
            .api()
            .post(
                "/v1/assets/P-1/plans/service/skip",
                """
                {"by": "Kim", "reason": "laid up"}\
                """);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("Order 2 of service is open");
    assertThat(skippedAgain("winter")).isTrue();

    assertThat(service.api().complete(order, time.toString(), "201").status()).isEqualTo(200);
    killAndStart();
    hours(300, 301);
    deliveredOrder("service/3");
    assertThat(cmms.created().values()).containsExactly(1, 1);
    service.stop();
    IndependentFold fold = IndependentFold.of(database);
    assertThat(fold.episodes()).containsExactly("P-1/service/2", "P-1/service/3");
    assertThat(fold.checkpoints()).isEqualTo(fold.states());
  }
}
