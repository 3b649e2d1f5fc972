package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dashboards.Dashboards;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.TestDatabase;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A dashboard or an alert on a metric that is not there says nothing, for ever. */
class MetricsIT {
  /** These appear with a broker, or with their first event. */
  private static final Set<String> NOT_AT_THE_START =
      Set.of(
          "jvm_gc_pause_seconds_sum", // comes with the first collection
          "millwright_mqtt_broker_connected",
          "millwright_mqtt_refused_total",
          "millwright_dispatch_attempts_total");

  @Test
  void everyMetricOfDashboardsAndAlertsIsScraped() throws Exception {
    Set<String> used = new TreeSet<>(Dashboards.read().metricNamesUsed());
    used.removeAll(NOT_AT_THE_START);
    try (TestDatabase database = TestDatabase.fresh();
        RunningService service = RunningService.on(database).start()) {
      String scraped = service.api().get("/metrics").text();

      assertThat(used).isNotEmpty().allSatisfy(name -> assertThat(scraped).contains(name));
      assertThat(service.api().get("/healthz").status()).isEqualTo(200);
      assertThat(service.api().get("/readyz").status()).isEqualTo(200);
    }
  }
}
