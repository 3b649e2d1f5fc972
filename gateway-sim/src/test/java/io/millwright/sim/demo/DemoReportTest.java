package io.millwright.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sim.fleet.FleetReport;
import io.millwright.sim.orders.ListedOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoReportTest {
  private static final DemoReport.Readings READINGS =
      new DemoReport.Readings(1000, 1000, 990, 25, 10);
  private static final List<ListedOrder> ORDERS =
      List.of(
          order("PM", "cmms", "completed", "delivered"),
          order("PM", "fsm", "cancelled", "delivered"),
          order("CM", "cmms", "open", "delivered"));

  private static ListedOrder order(String type, String target, String status, String delivery) {
    return new ListedOrder(
        "WO-000001",
        type,
        "EX-104",
        target,
        "title",
        "why",
        Instant.EPOCH,
        "rule",
        null,
        status,
        delivery,
        1,
        Duration.ofMillis(3));
  }

  private static DemoReport report(
      DemoReport.Readings readings, List<ListedOrder> orders, long created, long duplicates) {
    return new DemoReport(
        readings,
        new FleetReport(Instant.EPOCH, Instant.EPOCH, 1, 20, 1_025, 25, 2, 1, 1),
        orders,
        created,
        duplicates,
        new DemoReport.Latency(1.5, 9.25),
        new DemoReport.Latency(20, 80));
  }

  @Test
  void tellsItsFiguresAsJson() {
    JsonNode json = JsonMapper.shared().readTree(report(READINGS, ORDERS, 3, 0).json());
    assertThat(json)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"readings":{"published":1000,"acknowledged":1000,"stored":990,"duplicates":25,
                      "quarantined":10},
                     "work_orders":{"raised":3,"delivered":3,"completed":1,"created_at_targets":3,
                      "duplicates_at_targets":0,"by_type":{"CM":1,"PM":2},
                      "by_target":{"cmms":2,"fsm":1}},
                     "latency_ms":{"publish_to_ack":{"p50":1.5,"p99":9.25},
                      "reading_to_delivery":{"p50":20.0,"p99":80.0}}}
                    """));
  }

  @Test
  void isSoundWhenNothingIsLostAndNothingIsThereTwice() {
    assertThat(report(READINGS, ORDERS, 3, 0).isSound()).isTrue();
    assertThat(report(new DemoReport.Readings(1000, 1000, 989, 0, 10), ORDERS, 3, 0).isSound())
        .as("a reading is nowhere")
        .isFalse();
    assertThat(report(new DemoReport.Readings(1000, 999, 989, 0, 10), ORDERS, 3, 0).isSound())
        .as("a reading was not acknowledged")
        .isFalse();
    assertThat(report(READINGS, ORDERS, 4, 0).isSound()).as("an order too many").isFalse();
    assertThat(report(READINGS, ORDERS, 3, 1).isSound()).as("an order twice").isFalse();
    assertThat(report(READINGS, List.of(order("PM", "cmms", "open", "pending")), 1, 0).isSound())
        .as("an order not delivered")
        .isFalse();
  }
}
