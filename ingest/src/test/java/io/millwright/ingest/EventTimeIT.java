package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.IndependentFold;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Invariant 5: durations and usage are computed on the time of the readings, not of arrival. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTimeIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: 100 h service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC, on_delay: 10 min}
          work: {type: CM, description: Look}
      """;
  private static final String METERS =
      "meters: [{name: hours, kind: counter, unit: h}, {name: temp, kind: gauge, unit: degC}]";
  private static final Instant START = Instant.parse("2024-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final SettableClock clock = new SettableClock(START);
  private RunningService service;

  @BeforeAll
  void start() throws Exception {
    service = RunningService.on(database).plans(PLANS).clock(clock).start();
    StringBuilder registry = new StringBuilder("assets:\n");
    List<String> tags = List.of("LATE", "BUFFER", "FUTURE", "DELAY", "BREAK", "HOTBUF");
    for (String tag : tags) {
      registry.append("  - {tag: %s, class: pump, ownership: owned, %s}\n".formatted(tag, METERS));
    }
    registry.append("gateways:\n  - {id: gw, password: gw, assets: " + tags + "}\n");
    service.api().register(registry.toString());
  }

  @AfterAll
  void stop() {
    service.close();
    database.close();
  }

  @Test
  void aLateReadingIsStoredAndRaisesNothing() throws Exception {
    clock.set(at(60));
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("LATE", "hours", at(60), 10);
      gateway.reading("LATE", "temp", at(60), 50);
      // Past the limit for more than ten minutes, but older than what was seen since.
      gateway.reading("LATE", "temp", at(10), 99);
      gateway.reading("LATE", "temp", at(30), 99);
      gateway.reading("LATE", "hours", at(30), 5);
    }
    assertThat(stored("LATE")).isEqualTo(5);
    assertThat(orders("LATE")).isEmpty();
    assertThat(total("LATE")).isEqualTo(10);
  }

  @Test
  void readingsFromABufferMoveTotalsAndTheNextLiveOneRaisesTheOrder() throws Exception {
    clock.set(at(30));
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("BUFFER", "hours", at(0), 90);
      gateway.readings(historical("BUFFER", "hours", at(10), 101));
      gateway.readings(historical("BUFFER", "hours", at(20), 105));
      assertThat(orders("BUFFER")).isEmpty();
      assertThat(
              sql.rows(
                  "select rule, reason from suppression s join asset a on a.id = s.asset_id"
                      + " where a.tag = 'BUFFER'"))
          .containsExactly("service historical");

      gateway.reading("BUFFER", "hours", at(30), 105.5);
    }
    assertThat(orders("BUFFER")).containsExactly("BUFFER/service/1 " + at(30));
    assertThat(total("BUFFER")).isEqualTo(105.5);
  }

  @Test
  void aConditionThatOnlyABufferHasSeenWaitsForALiveReading() throws Exception {
    clock.set(at(16));
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.readings(historical("HOTBUF", "temp", at(0), 95));
      gateway.readings(historical("HOTBUF", "temp", at(15), 95));
      assertThat(orders("HOTBUF")).isEmpty();
      gateway.reading("HOTBUF", "temp", at(16), 95);
    }
    assertThat(orders("HOTBUF")).containsExactly("HOTBUF/hot/1 " + at(16));
  }

  @Test
  void aReadingFarInTheFutureIsQuarantinedAndMovesNothing() throws Exception {
    Instant now = at(0);
    clock.set(now);
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.reading("FUTURE", "hours", now, 10);
      gateway.reading("FUTURE", "hours", now.plus(Duration.ofMinutes(10)), 500);
      gateway.reading("FUTURE", "hours", now.plus(Duration.ofMinutes(1)), 11);
    }
    assertThat(sql.rows("select reason from quarantine where asset = 'FUTURE'"))
        .containsExactly("future_time");
    assertThat(stored("FUTURE")).isEqualTo(2);
    assertThat(orders("FUTURE")).isEmpty();
    assertThat(total("FUTURE")).isEqualTo(11);
  }

  @Test
  void tenMinutesOfReadingTimePassWithinOneMessage() throws Exception {
    clock.set(at(10));
    try (TestGateway gateway = service.gateway("gw")) {
      gateway.readings(
          "["
              + Readings.of("DELAY", "temp", at(0), 95)
              + ","
              + Readings.of("DELAY", "temp", at(10), 95)
              + "]");
    }
    assertThat(orders("DELAY")).containsExactly("DELAY/hot/1 " + at(10));
  }

  @Test
  void lessThanTenMinutesOrABreakInBetweenAreNotEnough() throws Exception {
    try (TestGateway gateway = service.gateway("gw")) {
      live(gateway, "BREAK", 0, 95);
      live(gateway, "BREAK", 9, 95);
      live(gateway, "BREAK", 9.5, 80);
      live(gateway, "BREAK", 10, 95);
      live(gateway, "BREAK", 19, 95);
    }
    assertThat(orders("BREAK")).isEmpty();
  }

  /** A temperature that arrives when it was taken: no tick can be ahead of it. */
  private void live(TestGateway gateway, String asset, double minutes, double value)
      throws Exception {
    clock.set(at(minutes));
    gateway.reading(asset, "temp", at(minutes), value);
  }

  private static Instant at(double minutes) {
    return START.plusSeconds((long) (60 * minutes));
  }

  private static String historical(String asset, String meter, Instant time, double value) {
    return Readings.of(asset, meter, time, value, ",\"historical\":true");
  }

  private long stored(String tag) throws Exception {
    return sql.number(
        "select count(*) from reading r join meter m on m.id = r.meter_id"
            + " join asset a on a.id = m.asset_id where a.tag = '"
            + tag
            + "'");
  }

  /** Episode and event time of each order of the asset. */
  private List<String> orders(String tag) throws Exception {
    return sql.rows(
        "select episode_key, to_char(raised_at at time zone 'UTC',"
            + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from work_order where episode_key like '"
            + tag
            + "/%' order by number");
  }

  /** Life-to-date of the asset's hours, as checkpointed, which equals the fold of the log. */
  private double total(String tag) throws Exception {
    Eventually.holds(
        () -> {
          IndependentFold fold = IndependentFold.of(database);
          assertThat(fold.checkpoints().get(tag)).isEqualTo(fold.states().get(tag));
        });
    return IndependentFold.of(database).lifeToDate(tag, "hours");
  }
}
