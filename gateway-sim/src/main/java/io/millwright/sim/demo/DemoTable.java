package io.millwright.sim.demo;

import io.millwright.sim.orders.ListedOrder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints the week's orders and figures for a person. */
final class DemoTable {
  private static final DateTimeFormatter DUE =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int WHY_WIDTH = 96;

  private DemoTable() {}

  static void print(DemoReport report, PrintWriter out) {
    out.printf(
        "%-10s %-4s %-9s %-6s %-11s %-10s %9s  %s%n",
        "ORDER", "TYPE", "ASSET", "TARGET", "DUE (UTC)", "STATE", "LATENCY", "WHY");
    for (ListedOrder order : report.orders()) {
      out.printf(
          "%-10s %-4s %-9s %-6s %-11s %-10s %9s  %s%n",
          order.number(),
          order.type(),
          order.asset(),
          order.target(),
          due(order.dueAt()),
          order.isDelivered() ? order.status() : order.delivery(),
          latency(order.latency()),
          cut(order.why()));
    }
    out.println();
    out.printf(
        "The week     %d gateway outage(s) bridged by store-and-forward, %d meter(s) replaced, %d"
            + " fault messages%n",
        report.fleet().outages(), report.fleet().replacements(), report.fleet().faults());
    DemoReport.Readings readings = report.readings();
    out.printf(
        Locale.ROOT,
        "Readings     %,d published, %,d acknowledged = %,d stored + %,d quarantined"
            + " (%,d duplicates recognised)%n",
        readings.published(),
        readings.acknowledged(),
        readings.stored(),
        readings.quarantined(),
        readings.duplicates());
    out.printf(
        "Work orders  %d raised %s, %d delivered %s, %d completed; the stand-ins count %d, %d"
            + " twice%n",
        report.orders().size(),
        report.byType(),
        report.delivered(),
        report.byTarget(),
        report.completed(),
        report.created(),
        report.duplicates());
    out.printf(
        Locale.ROOT,
        "Latency      publish to acknowledgement %.1f ms (p99 %.1f), reading to delivered order"
            + " %.1f ms (p99 %.1f)%n",
        report.publishToAck().p50(),
        report.publishToAck().p99(),
        report.readingToDelivery().p50(),
        report.readingToDelivery().p99());
    out.flush();
  }

  private static String due(@Nullable Instant due) {
    return due == null ? "unknown" : DUE.format(due);
  }

  private static String latency(@Nullable Duration latency) {
    return latency == null ? "-" : latency.toMillis() + " ms";
  }

  private static String cut(String text) {
    return text.length() <= WHY_WIDTH ? text : text.substring(0, WHY_WIDTH - 3) + "...";
  }
}
