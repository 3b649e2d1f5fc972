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

/** "300 h OR 6 months": the calendar half fires while the sensor is silent. */
class CalendarIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: Service
          for: {class: pump}
          usage: {meter: hours, every: 300, unit: h}
          calendar: {every: 6 months}
          work: {type: PM}
        - id: tick
          title: Shows that ticks have passed
          for: {class: probe}
          calendar: {every: 175 days}
          work: {type: PM}
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
    service
        .api()
        .register(
            """
            assets:
              - tag: P-1
                class: pump
                ownership: owned
                meters: [{name: hours, kind: counter, unit: h}]
              - {tag: PROBE, class: probe, ownership: owned}
            gateways: [{id: gw, password: gw, assets: [P-1]}]
            """);
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

  @Test
  void theSilentAssetIsServicedByCalendarAlsoAfterARestartInBetween() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 10);
    }
    // A calendar counts from the first tick, where there was no reading.
    Eventually.holds(
        () ->
            assertThat(
                    sql.number(
                        "select count(*) from asset_event e join asset a on a.id = e.asset_id"
                            + " where a.tag = 'PROBE'"))
                .isEqualTo(1));
    clock.advance(Duration.ofDays(150));
    service.close();
    clock.advance(Duration.ofDays(20));
    service = launch();
    // Six months are 181 days here.
    clock.advance(Duration.ofDays(10));
    Eventually.holds(
        () -> assertThat(sql.orders()).containsExactly("PROBE/tick/1 cmms delivered open"));

    clock.advance(Duration.ofDays(2));
    awaitServiceOrder();
    assertThat(
            sql.rows(
                "select raised_at at time zone 'UTC', due_at at time zone 'UTC' from work_order"
                    + " where rule = 'service'"))
        .containsExactly("2026-07-11 08:00:00 2026-07-10 00:00:00");
    assertThat(sql.rows("select evidence ->> 'why' from work_order where rule = 'service'").get(0))
        .contains("calendar");

    // Raised by a tick alone, it is not raised again by a restart, nor while it is open.
    service.close();
    clock.advance(Duration.ofDays(400));
    service = launch();
    Eventually.holds(() -> assertThat(service.api().get("/readyz").status()).isEqualTo(200));
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", clock.instant(), 400);
    }
    assertThat(sql.number("select count(*) from work_order where rule = 'service'")).isEqualTo(1);
    assertThat(cmms.episodes()).containsEntry("P-1/service/1", 1);
    // The ticks that had an effect are in the log.
    assertThat(IndependentFold.of(database).episodes())
        .containsExactlyInAnyOrder("PROBE/tick/1", "P-1/service/1");
  }

  @Test
  void whatFellDueWhileTheServiceWasDownIsRaisedAtItsStart() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("P-1", "hours", START, 10);
    }
    service.close();
    clock.advance(Duration.ofDays(200));
    service = launch();
    awaitServiceOrder();
  }

  private void awaitServiceOrder() {
    Eventually.holds(() -> assertThat(sql.orders()).contains("P-1/service/1 cmms delivered open"));
  }
}
