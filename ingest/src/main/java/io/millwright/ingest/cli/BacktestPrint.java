package io.millwright.ingest.cli;

import io.millwright.ingest.backtest.StoredBacktest;
import io.millwright.rules.backtest.Comparison;
import io.millwright.rules.backtest.FailureOutcome;
import io.millwright.rules.backtest.OrderUse;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.Report;
import io.millwright.rules.backtest.ReportText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints what a back-test found. */
final class BacktestPrint {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final PrintWriter out;
  private final BacktestOptions options;
  private final Question question;

  BacktestPrint(PrintWriter out, BacktestOptions options, Question question) {
    this.out = out;
    this.options = options;
    this.question = question;
  }

  void all(StoredBacktest.Result result, @Nullable Report other) {
    if (options.json()) {
      json(result, other);
    } else {
      text(result, other);
    }
    out.flush();
  }

  private void text(StoredBacktest.Result result, @Nullable Report other) {
    String title = "Back-test of " + options.plans();
    ReportText.lines(question, result.report(), title).forEach(out::println);
    if (other != null) {
      out.println();
      Comparison.lines(other, String.valueOf(options.compare()), result.report())
          .forEach(out::println);
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "Through the fold %.1f million readings a second and thread, the database not counted; with"
            + " it %.2f million a second (%d threads)%n",
        result.foldedPerSecond() / 1e6,
        result.perSecond() / 1e6,
        options.threads());
  }

  private void json(StoredBacktest.Result result, @Nullable Report other) {
    ObjectNode document = JSON.createObjectNode();
    document.put("plans", options.plans().toString());
    document.put("from", Instant.ofEpochMilli(question.from()).toString());
    document.put("to", Instant.ofEpochMilli(question.to()).toString());
    document.put("completed_after_millis", question.completedAfter());
    document.set("lead_millis", JSON.valueToTree(question.lead()));
    document.set("report", report(result.report()));
    if (other != null) {
      document.put("compared_with", options.compare());
      document.set("comparison", report(other));
    }
    document.put("folded_per_second", result.foldedPerSecond());
    document.put("readings_per_second", result.perSecond());
    out.println(JSON.writeValueAsString(document));
  }

  private static ObjectNode report(Report report) {
    ObjectNode node = JSON.valueToTree(report);
    ObjectNode uses = node.putObject("orders_by_use");
    for (OrderUse use : OrderUse.values()) {
      uses.put(use.word(), report.orders(use));
    }
    ObjectNode outcomes = node.putObject("failures_by_outcome");
    for (FailureOutcome outcome : FailureOutcome.values()) {
      outcomes.put(outcome.word(), report.failures(outcome));
    }
    return node;
  }
}
