package io.millwright.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sim.orders.ListedOrder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadTableTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration STEP = Duration.ofHours(2);

  private static ListedOrder order(String asset, String type, String rule, int step) {
    return new ListedOrder(
        "WO-000001",
        type,
        asset,
        "cmms",
        "title",
        "why",
        START.plus(STEP.multipliedBy(step)),
        rule,
        null,
        "open",
        "delivered",
        1,
        null);
  }

  private static List<String> lines(List<ListedOrder> orders, TimeColumn time) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    LeadTable.print(
        orders,
        Map.of(
            "U-10", START.plus(STEP.multipliedBy(50)),
            "U-9", START.plus(STEP.multipliedBy(200))),
        time,
        out);
    out.flush();
    return text.toString().lines().filter(line -> !line.isBlank()).toList();
  }

  @Test
  void tellsTheLeadOfTheFirstConditionOrder() {
    List<String> lines =
        lines(
            List.of(
                order("U-9", "CM", "late", 190),
                order("U-9", "PM", "service", 10),
                order("U-9", "PM", "service", 110),
                order("U-9", "EM", "early", 163),
                order("U-10", "PM", "service", 10),
                order("OTHER", "CM", "early", 1)),
            new TimeColumn("cycle", START, STEP));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1).split(" +")).containsExactly("U-9", "2", "early", "37");
    assertThat(lines.get(2).split(" +")).containsExactly("U-10", "1", "none", "-");
    assertThat(lines.get(3))
        .isEqualTo("2 assets, 3 PM orders, 1 assets had a condition order before their last row");
  }

  @Test
  void countsHoursWhenTheDataSetHasNoStep() {
    List<String> lines =
        lines(List.of(order("U-10", "CM", "hot", 40)), new TimeColumn("time", null, null));
    assertThat(lines.get(2).split(" +")).containsExactly("U-10", "0", "hot", "20");
  }
}
