package io.millwright.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.TestDatabase;
import io.millwright.sim.orders.ListedOrder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoIT {
  @Test
  void aWeekAddsUpAlthoughTheTargetsMisbehave() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        Demo demo = demo(database, 7)) {
      DemoReport report =
          demo.week(
              new DemoProgress(
                  new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                  false,
                  System::nanoTime));

      DemoTable.print(report, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      assertThat(report.readings().acknowledged())
          .isEqualTo(report.readings().stored() + report.readings().quarantined())
          .isEqualTo(report.readings().published());
      assertThat(report.readings().duplicates()).isPositive();
      assertThat(report.orders()).allMatch(ListedOrder::isDelivered);
      assertThat(report.created()).isEqualTo(report.orders().size());
      assertThat(report.duplicates()).isZero();
      assertThat(report.byType()).containsKeys("PM", "CM", "EM");
      assertThat(report.byTarget()).containsKeys("cmms", "fsm");
      assertThat(report.completed()).isPositive();

      JsonNode json = JsonMapper.shared().readTree(report.json());
      assertThat(json.at("/readings/stored").asLong()).isEqualTo(report.readings().stored());
      assertThat(json.at("/work_orders/raised").asInt()).isEqualTo(report.orders().size());
      assertThat(json.at("/work_orders/by_type/EM").asInt()).isPositive();
      assertThat(json.at("/latency_ms/publish_to_ack/p99").asDouble()).isPositive();
      assertThat(json.at("/latency_ms/reading_to_delivery/p50").asDouble()).isPositive();
    }
  }

  private static Demo demo(TestDatabase database, long seed) throws Exception {
    Map<String, String> env =
        Map.of(
            "MILLWRIGHT_DB_USER", database.address().user(),
            "MILLWRIGHT_DB_PASSWORD", database.address().password());
    return new Demo(
        new DemoOptions(
            seed,
            12,
            Instant.parse("2026-03-23T00:00:00Z"),
            Duration.ofDays(7),
            Duration.ofSeconds(15),
            0.3,
            database.address().jdbcUrl()),
        env);
  }
}
