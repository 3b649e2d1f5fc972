package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.SettableClock;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Refreshing the forecast of a fleet, five plans on each asset, while a gateway publishes: prints
 * what it takes. {@code -Dmillwright.assets=10000} for the figures in docs/forecast.md.
 */
class ForecastFleetIT {
  private static final int ASSETS = Integer.getInteger("millwright.assets", 500);
  private static final int PLANS = 5;
  private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private final SettableClock clock = new SettableClock(START.plus(Duration.ofDays(11)));
  private int count;

  @AfterEach
  void drop() {
    database.close();
  }

  private static String plans() {
    return "plans:\n"
        + IntStream.rangeClosed(1, PLANS)
            .mapToObj(
                i ->
                    """
                      - id: service-%1$d
                        title: Service %1$d
                        for: {class: pump}
                        usage: {meter: hours, every: %2$d, unit: h, lead: 5}
                        calendar: {every: %1$d months, start: 2026-01-01}
                        work: {type: PM, parts: [{part: OIL-%1$d}]}
                    """
                        .formatted(i, 250 * i))
            .collect(Collectors.joining());
  }

  private static String registry() {
    StringBuilder yaml = new StringBuilder("assets:\n");
    for (int i = 0; i < ASSETS; i++) {
      yaml.append("  - {tag: P-%d, class: pump, ownership: owned, ".formatted(i))
          .append("meters: [{name: hours, kind: counter, unit: h}]}\n");
    }
    String tags =
        IntStream.range(0, ASSETS).mapToObj(i -> "P-" + i).collect(Collectors.joining(", "));
    return yaml + "gateways: [{id: gw, password: gw, assets: [" + tags + "]}]\n";
  }

  private static void publish(TestGateway gateway, Duration since, double hours) throws Exception {
    for (int from = 0; from < ASSETS; from += 500) {
      gateway.readings(
          IntStream.range(from, Math.min(ASSETS, from + 500))
              .mapToObj(i -> Readings.of("P-" + i, "hours", START.plus(since), hours + i % 7))
              .collect(Collectors.joining(",", "[", "]")));
    }
  }

  @Test
  void aRefreshHoldsNobodyUp() throws Exception {
    RunningService.Setup setup = RunningService.on(database).plans(plans()).clock(clock);
    try (RunningService service = setup.start()) {
      service.api().register(registry());
      try (TestGateway gateway = service.gateway("gw")) {
        publish(gateway, Duration.ZERO, 0);
        publish(gateway, Duration.ofDays(7), 70);
        publish(gateway, Duration.ofDays(10), 130);
        publishUntilRefreshed(gateway);
        print("hardly a row changed", publishUntilRefreshed(gateway));
        sql.execute("truncate forecast");
        print("every row written", publishUntilRefreshed(gateway));
      }
      assertThat(sql.number("select count(*) from forecast where kind in ('expected', 'open')"))
          .isEqualTo((long) ASSETS * PLANS);
    }
    clock.advance(Duration.ofSeconds(1));
    try (RunningService service = setup.forecastEvery(Duration.ofHours(1)).start();
        TestGateway gateway = service.gateway("gw")) {
      awaitRefresh();
      List<Long> latencies = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        latencies.add(published(gateway));
      }
      print("no refresh under way", latencies);
    }
  }

  private void awaitRefresh() {
    Eventually.holds(() -> assertThat(isRefreshed()).isTrue());
  }

  private boolean isRefreshed() throws Exception {
    return sql.number(
            "select count(*) from forecast_refresh where at >= '"
                + clock.instant()
                + "' and assets = "
                + ASSETS)
        == 1;
  }

  /** One reading after the other; how long each took to be acknowledged, in microseconds. */
  private List<Long> publishUntilRefreshed(TestGateway gateway) throws Exception {
    clock.advance(Duration.ofSeconds(1));
    List<Long> latencies = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!isRefreshed()) {
      assertThat(System.nanoTime()).as("refreshed within a minute").isLessThan(end);
      for (int i = 0; i < 10; i++) {
        latencies.add(published(gateway));
      }
    }
    return latencies;
  }

  private long published(TestGateway gateway) throws Exception {
    count++;
    long start = System.nanoTime();
    gateway.reading(
        "P-" + count % ASSETS, "hours", START.plus(Duration.ofDays(10)).plusMillis(count), 140);
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }

  private void print(String what, List<Long> micros) throws Exception {
    Collections.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "ForecastFleetIT: %d assets, %d plans each, %s: refresh %s ms; PUBACK of %d readings"
            + " meanwhile p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        ASSETS,
        PLANS,
        what,
        sql.rows("select took_ms from forecast_refresh"),
        micros.size(),
        micros.get(micros.size() / 2) / 1e3,
        micros.get(micros.size() * 99 / 100) / 1e3,
        micros.get(micros.size() - 1) / 1e3);
  }
}
