package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.RecordingTarget;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One order for several plans, and what only the clock makes overdue, at the executing system. */
class SharedOrderIT {
  private static final String PLANS =
      """
      plans:
        - id: small
          title: 100 h service
          for: {class: pump}
          family: main
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM, tasks: [change oil]}
        - id: large
          title: 200 h service
          for: {class: pump}
          family: main
          group: {name: yard, within: 1 day}
          usage: {meter: hours, every: 200, unit: h}
          work: {type: PM, tasks: [change filter]}
        - id: greasing
          title: Greasing
          for: {class: pump}
          group: {name: yard, within: 14 days}
          usage: {meter: starts, every: 50, unit: starts}
          work: {type: PM, tasks: [grease the bearing]}
        - id: inspection
          title: Monthly inspection
          for: {class: crane}
          calendar: {every: 1 month, tolerance: 5 days}
          overdue: {priority: 2, after: 2 days}
          work: {type: PM, priority: 4}
      """;
  private static final Instant START = Instant.parse("2026-01-10T08:00:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RecordingTarget cmms;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    cmms = new RecordingTarget();
    service = launch();
  }

  private RunningService launch() throws Exception {
    return RunningService.on(database).plans(PLANS).cmms(cmms).clock(clock).start();
  }

  @AfterEach
  void stop() {
    service.close();
    cmms.close();
    database.close();
  }

  private void days(int days) {
    clock.advance(Duration.ofDays(days));
  }

  private void shows(double hours, double starts) throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "starts", clock.instant(), starts);
      gateway.reading("P-1", "hours", clock.instant(), hours);
    }
  }

  @Test
  void theOrderThatCoversOthersIsDeliveredOnceAndItsCompletionReBasesAll() throws Exception {
    service
        .api()
        .register(
            """
            assets:
              - tag: P-1
                class: pump
                ownership: owned
                meters:
                  - {name: hours, kind: counter, unit: h}
                  - {name: starts, kind: counter, unit: starts}
            gateways: [{id: gw, password: gw, assets: [P-1]}]
            """);
    shows(150, 10);
    days(2);
    shows(190, 30);
    days(1);
    shows(200, 40);
    Eventually.holds(
        () -> assertThat(sql.orders()).containsExactly("P-1/large/1 cmms delivered open"));
    JsonNode order = cmms.orders().get(0);
    assertThat(order.findPath("covers").findValuesAsString("rule"))
        .containsExactly("small", "greasing");
    assertThat(order.findPath("tasks").valueStream().map(JsonNode::asString))
        .as("the large service contains the small one, the visit has one task more")
        .containsExactly("change filter", "Greasing", "grease the bearing");
    assertThat(sql.rows("select rule, cycle, reason from suppression order by rule"))
        .containsExactly("greasing 1 joined", "small 1 absorbed");

    // All that follows is folded from the log once more.
    service.close();
    sql.execute("delete from asset_state");
    sql.execute("delete from checkpoint");
    service = launch();
    days(2);
    assertThat(
            service
                .api()
                .complete(order.get("id").asString(), clock.instant().toString(), "205")
                .status())
        .isEqualTo(200);
    days(5);
    shows(304, 89);
    assertThat(sql.orders()).as("no longer due at 300 h and 50 starts").hasSize(1);
    days(1);
    shows(305, 89);
    days(1);
    shows(310, 90);
    Eventually.holds(
        () ->
            assertThat(sql.orders())
                .containsExactly(
                    "P-1/large/1 cmms delivered completed",
                    "P-1/small/2 cmms delivered open",
                    "P-1/greasing/2 cmms delivered open"));
    assertThat(cmms.created().values()).containsExactly(1, 1, 1);
    assertThat(IndependentFold.of(database).episodes())
        .containsExactly("P-1/large/1", "P-1/small/2", "P-1/greasing/2");
  }

  @Test
  void overdueByTheClockReachesTheTargetOnce() throws Exception {
    service.api().register("assets: [{tag: C-1, class: crane, ownership: owned}]");
    Eventually.holds(
        () -> assertThat(sql.rows("select kind from asset_event")).containsExactly("tick"));
    days(31);
    Eventually.holds(
        () -> assertThat(sql.orders()).containsExactly("C-1/inspection/1 cmms delivered open"));
    service.close();
    sql.execute("delete from asset_state");
    sql.execute("delete from checkpoint");
    service = launch();
    // Due on 2026-02-10, late five days after it, urgent after two more.
    days(7);
    Eventually.holds(
        () ->
            assertThat(sql.rows("select n, priority, delivery from work_order_escalation"))
                .containsExactly("1 2 delivered"));
    service.close();
    days(100);
    service = launch();
    String order = cmms.orders().get(0).get("id").asString();
    assertThat(service.api().complete(order, clock.instant().toString(), "null").status())
        .isEqualTo(200);

    assertThat(cmms.escalations()).hasSize(1);
    assertThat(cmms.escalations().get(0).get("external_reference").asString()).isEqualTo(order);
    assertThat(cmms.escalations().get(0).get("why").asString()).contains("due on 2026-02-10");
    assertThat(cmms.created()).containsEntry(order, 1);
  }
}
