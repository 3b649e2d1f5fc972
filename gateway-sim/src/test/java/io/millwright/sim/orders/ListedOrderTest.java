package io.millwright.sim.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ListedOrderTest {
  private static ListedOrder read(String json) {
    return ListedOrder.of(JsonMapper.shared().readTree(json));
  }

  @Test
  void readsAnItemOfTheList() {
    ListedOrder order =
        read(
            """
            {"number":"WO-000012","type":"PM","asset":"EX-104","title":"250 h service","why":"due",
             "raised_at":"2026-11-23T01:02:03Z","recorded_at":"2026-11-23T01:02:03.100Z",
             "rule":{"id":"excavator-250h"},"due":{"at":"2026-11-25T08:00:00Z"},"status":"open",
             "delivery":{"target":"cmms","state":"delivered","attempts":2,
                         "delivered_at":"2026-11-23T01:02:03.350Z"}}
            """);
    assertThat(order.number()).isEqualTo("WO-000012");
    assertThat(order.dueAt()).isEqualTo(Instant.parse("2026-11-25T08:00:00Z"));
    assertThat(order.latency()).isEqualTo(Duration.ofMillis(250));
    assertThat(order.isDelivered()).isTrue();
    assertThat(order.isEnded()).isFalse();
  }

  @Test
  void knowsNoLatencyAndNoDueDateBeforeThereAre() {
    ListedOrder order =
        read(
            """
            {"number":"WO-000012","type":"CM","asset":"EX-104","title":"t","why":"w",
             "raised_at":"2026-11-23T01:02:03Z","recorded_at":"2026-11-23T01:02:03Z",
             "rule":{"id":"r"},"due":{"at":null},"status":"cancelled",
             "delivery":{"target":"cmms","state":"withdrawn","attempts":0,"delivered_at":null}}
            """);
    assertThat(order.dueAt()).isNull();
    assertThat(order.latency()).isNull();
    assertThat(order.isDelivered()).isFalse();
    assertThat(order.isEnded()).isTrue();
  }
}
