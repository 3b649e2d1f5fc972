package io.millwright.sim.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables: ratios first, because they alone can be compared between machines. */
final class IngestReport {
  private static final double MESSAGES_AIM = 40_000;

  /**
   * Apache Camel behind mosquitto with aggregation, rows a consumer CPU-second: the figure of issue
   * 4, for runs without it.
   */
  private static final double CAMEL = 22_700;

  private static final double ORDER_AIM_MILLIS = 50;

  private final BenchOptions options;
  private final Map<Phase, Measured> medians;
  private final Map<Phase, KillTrial.Outcome> kills;

  IngestReport(
      BenchOptions options, Map<Phase, Measured> medians, Map<Phase, KillTrial.Outcome> kills) {
    this.options = options;
    this.medians = medians;
    this.kills = kills;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Java %s, %d processors; medians of %d rounds of %d s; %,d meters%s, %d gateways, QoS 1;"
            + " service with -Xmx%dm%n%n",
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors(),
        options.rounds(),
        options.duration().toSeconds(),
        options.meters(),
        options.stagger() ? " out of step" : "",
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
    kills(out);
    out.flush();
  }

  private void ratios(PrintWriter out) {
    out.printf("%-78s %9s %9s%n", "ratio", "measured", "aim");
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
    peer(out, Phase.BROKER_20_1, Phase.CAMEL_20, Phase.CAMEL_EACH_20);
    peer(out, Phase.BROKER_1000_1, Phase.CAMEL_1000, Phase.CAMEL_EACH_1000);
    rowsToIssue(out, Phase.BROKER_1000_50);
    ratio(
        out,
        "reading to HTTP delivery at half load: p99 / 50 ms",
        get(Phase.HALF, Measured.ORDER_P99) / ORDER_AIM_MILLIS,
        "< 1");
    ratio(
        out,
        "  at half of what raw COPY takes: p99 / 50 ms",
        get(Phase.HALF_COPY, Measured.ORDER_P99) / ORDER_AIM_MILLIS,
        "");
    out.println();
  }

  /** Against Camel where it ran in this run, else against the issue's figure. */
  private void peer(PrintWriter out, Phase ours, Phase batches, Phase each) {
    if (medians.containsKey(batches)) {
      rowsToPeer(out, ours, batches, ">= 5");
    } else {
      rowsToIssue(out, ours);
    }
    rowsToPeer(out, ours, each, "");
  }

  private void rowsToPeer(PrintWriter out, Phase ours, Phase peer, String aim) {
    ratio(
        out,
        String.format(
            Locale.ROOT,
            "%s: rows a CPU-s / %s: %,.0f",
            ours.title(),
            peer.title(),
            rowsPerCpuSecond(peer)),
        rowsPerCpuSecond(ours) / rowsPerCpuSecond(peer),
        aim);
  }

  private void rowsToIssue(PrintWriter out, Phase ours) {
    ratio(
        out,
        ours.title() + ": rows a CPU-s / Camel's of issue 4: 22,700",
        rowsPerCpuSecond(ours) / CAMEL,
        ">= 5");
  }

  /** Rows stored for each second of processor time of the process that consumes. */
  private double rowsPerCpuSecond(Phase phase) {
    return 1e6 / get(phase, Measured.SERVICE);
  }

  private double get(Phase phase, String figure) {
    Measured measured = medians.get(phase);
    return measured == null ? Double.NaN : measured.get(figure);
  }

  private static void ratio(PrintWriter out, String name, double value, String aim) {
    if (!Double.isNaN(value)) {
      out.printf(Locale.ROOT, "%-78s %9.2f %9s%n", name, value, aim);
    }
  }

  private void kills(PrintWriter out) {
    if (kills.isEmpty()) {
      return;
    }
    out.printf(
        "%nEach consumer killed (kill -9) three times under load, and started"
            + " again%n%-28s%15s%15s%15s%15s%n",
        "phase", "rows/s", "rows/CPU-s", "acknowledged", "lost");
    kills.forEach(
        (phase, outcome) ->
            out.printf(
                Locale.ROOT,
                "%-28s%15s%15s%,15d%,15d%n",
                phase.title(),
                form(get(phase, Measured.READINGS)),
                form(rowsPerCpuSecond(phase)),
                outcome.acknowledged(),
                outcome.lost()));
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
