package io.millwright.sim.replay;

import io.millwright.sim.orders.ListedOrder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For a run-to-failure data set: how long before an asset's last row, its failure, the first
 * condition order came.
 */
public final class LeadTable {
  private LeadTable() {}

  /**
   * Prints a line for each asset, and sums below.
   *
   * @param orders all orders
   * @param lastRows assets of the data set with the time of their last row
   * @param time the data set's time column: its step is the unit of the lead, hours when it has
   *     none
   * @param out where to
   */
  public static void print(
      List<ListedOrder> orders, Map<String, Instant> lastRows, TimeColumn time, PrintWriter out) {
    Duration step = time.step() == null ? Duration.ofHours(1) : time.step();
    out.printf(
        "%n%-14s %9s  %-28s %s%n",
        "ASSET", "PM ORDERS", "FIRST CONDITION ORDER", "STEPS BEFORE THE LAST ROW");
    long preventive = 0;
    long warned = 0;
    List<String> tags =
        lastRows.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).thenComparing(tag -> tag))
            .toList();
    for (String tag : tags) {
      List<ListedOrder> own =
          orders.stream()
              .filter(order -> order.asset().equals(tag))
              .sorted(Comparator.comparing(ListedOrder::raisedAt))
              .toList();
      long planned = own.stream().filter(order -> order.type().equals("PM")).count();
      Optional<ListedOrder> first =
          own.stream().filter(order -> !order.type().equals("PM")).findFirst();
      preventive += planned;
      warned += first.isPresent() ? 1 : 0;
      out.printf(
          "%-14s %9d  %-28s %s%n",
          tag,
          planned,
          first.map(ListedOrder::rule).orElse("none"),
          first
              .map(order -> steps(order, lastRows.getOrDefault(tag, Instant.EPOCH), step))
              .orElse("-"));
    }
    out.printf(
        "%d assets, %d PM orders, %d assets had a condition order before their last row%n",
        tags.size(), preventive, warned);
  }

  private static String steps(ListedOrder order, Instant lastRow, Duration step) {
    return Long.toString(Duration.between(order.raisedAt(), lastRow).dividedBy(step));
  }
}
