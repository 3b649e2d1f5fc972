package io.millwright.sim.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables: ratios first, because they alone can be compared between machines. */
final class IngestReport {
  private static final double MESSAGES_AIM = 40_000;

  /** Apache Camel behind mosquitto with aggregation: rows a consumer CPU-second. */
  private static final double CAMEL = 22_700;

  private static final double ORDER_AIM_MILLIS = 50;

  private final BenchOptions options;
  private final Map<Phase, Measured> medians;

  IngestReport(BenchOptions options, Map<Phase, Measured> medians) {
    this.options = options;
    this.medians = medians;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Java %s, %d processors; medians of %d rounds of %d s; %,d meters, %d gateways, QoS 1;"
            + " service with -Xmx%dm%n%n",
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors(),
        options.rounds(),
        options.duration().toSeconds(),
        options.meters(),
        options.gateways(),
        options.heapMebibytes());
    ratios(out);
    table(
        out,
        "phase",
        List.of(
            Measured.MESSAGES,
            Measured.READINGS,
            Measured.P50,
            Measured.P99,
            Measured.ORDER_P50,
            Measured.ORDER_P99));
    out.println("CPU microseconds a reading");
    table(
        out,
        "phase",
        List.of(
            Measured.SERVICE,
            Measured.POSTGRES,
            Measured.LOAD,
            Measured.BROKER,
            Measured.HEAP,
            Measured.RSS));
    out.println("Every acknowledged reading is stored, once (counted).");
    out.flush();
  }

  private void ratios(PrintWriter out) {
    out.printf("%-62s %9s %9s%n", "ratio", "measured", "aim");
    double own = get(Phase.OWN_50, Measured.READINGS);
    ratio(
        out,
        "own endpoint, 50 readings a message / raw COPY",
        own / get(Phase.COPY, Measured.READINGS),
        ">= 0.6");
    ratio(
        out,
        "  the same by CPU: COPY's PostgreSQL / PostgreSQL + service",
        get(Phase.COPY, Measured.POSTGRES)
            / (get(Phase.OWN_50, Measured.POSTGRES) + get(Phase.OWN_50, Measured.SERVICE)),
        "");
    ratio(
        out,
        "own endpoint, 1 reading a message: messages/s / 40,000",
        get(Phase.OWN_1, Measured.MESSAGES) / MESSAGES_AIM,
        ">= 1");
    for (Phase phase : List.of(Phase.BROKER_20_1, Phase.BROKER_1000_1, Phase.BROKER_1000_50)) {
      ratio(
          out,
          phase.title() + ": rows a consumer CPU-second / Camel's 22,700",
          1e6 / get(phase, Measured.SERVICE) / CAMEL,
          ">= 5");
    }
    ratio(
        out,
        "reading to HTTP delivery at half load: p99 / 50 ms",
        get(Phase.HALF, Measured.ORDER_P99) / ORDER_AIM_MILLIS,
        "< 1");
    out.println();
  }

  private double get(Phase phase, String figure) {
    Measured measured = medians.get(phase);
    return measured == null ? Double.NaN : measured.get(figure);
  }

  private static void ratio(PrintWriter out, String name, double value, String aim) {
    if (!Double.isNaN(value)) {
      out.printf(Locale.ROOT, "%-62s %9.2f %9s%n", name, value, aim);
    }
  }

  private void table(PrintWriter out, String first, List<String> columns) {
    out.printf("%-28s", first);
    columns.forEach(column -> out.printf("%15s", column));
    out.println();
    medians.forEach(
        (phase, measured) -> {
          out.printf("%-28s", phase.title());
          for (String column : columns) {
            double value = measured.get(column);
            out.printf("%15s", Double.isNaN(value) ? "" : form(value));
          }
          out.println();
        });
    out.println();
  }

  static String form(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
