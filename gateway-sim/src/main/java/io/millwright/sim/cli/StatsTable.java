package io.millwright.sim.cli;

import io.millwright.sim.mqtt.GatewayStats;
import io.millwright.sim.mqtt.Refusal;
import java.io.PrintWriter;
import org.HdrHistogram.Histogram;

/** The last lines of a run's summary: what the gateways' messages met. */
final class StatsTable {
  private StatsTable() {}

  static void print(PrintWriter out, GatewayStats stats) {
    row(out, "messages published", "%,d", stats.published());
    row(out, "acknowledged", "%,d", stats.acknowledged());
    row(out, "refused", "%,d", stats.refusedTotal());
    stats
        .refused()
        .forEach((reason, count) -> row(out, "  " + Refusal.describe(reason), "%,d", count));
    row(out, "sent again", "%,d", stats.repeated());
    Histogram latencies = stats.latencies();
    if (latencies.getTotalCount() > 0) {
      row(out, "ack latency p50", "%,.2f ms", latencies.getValueAtPercentile(50) / 1e6);
      row(out, "ack latency p99", "%,.2f ms", latencies.getValueAtPercentile(99) / 1e6);
    }
  }

  static void row(PrintWriter out, String name, String format, Object value) {
    out.printf("  %-22s %15s%n", name, String.format(format, value));
  }
}
