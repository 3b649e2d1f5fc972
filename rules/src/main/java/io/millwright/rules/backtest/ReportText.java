package io.millwright.rules.backtest;

import io.millwright.rules.episode.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report for people. */
public final class ReportText {
  /** Written UTC, not Z. */
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static final Set<FailureOutcome> LISTED =
      EnumSet.of(FailureOutcome.MISSED, FailureOutcome.EARLY, FailureOutcome.LATE);

  private static final int FAILURES_LISTED = 20;
  private static final String ROW = "%-28s %8s %7s %7s %7s %8s %9s %7s  %s";

  private final Question question;
  private final Report report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(Question question, Report report) {
    this.question = question;
    this.report = report;
  }

  /**
   * Writes a report down.
   *
   * @param question what was asked
   * @param report the answer
   * @param title the first line's beginning, such as {@code Back-test of plans.yaml}
   * @return its lines
   */
  public static List<String> lines(Question question, Report report, String title) {
    ReportText text = new ReportText(question, report);
    text.head(title);
    text.rules();
    text.failures();
    text.work();
    text.doubts();
    return text.lines;
  }

  /**
   * Writes each order down, as far as they were kept.
   *
   * @param report the answer
   * @return a line for each, by time
   */
  public static List<String> orders(Report report) {
    List<String> lines = new ArrayList<>();
    for (OrderResult order : report.orders()) {
      OrderUse use = order.use();
      Long lead = order.lead();
      lines.add(
          minute(order.raisedAt())
              + "  "
              + order.asset()
              + "  "
              + order.rule()
              + (use == null ? "" : "  " + use.word())
              + (lead == null ? "" : ", " + Leads.roughly(lead) + " before the failure")
              + "  "
              + order.why());
    }
    if (report.ordersLeftOut() > 0) {
      lines.add("and " + report.ordersLeftOut() + " more");
    }
    return lines;
  }

  private void head(String title) {
    line(
        "%s: %s to %s, %,d assets, %,d readings, %,d events",
        title,
        minute(question.from()),
        minute(question.to()),
        report.assets(),
        report.readings(),
        report.events());
    Long after = question.completedAfter();
    line(
        "Assumed: %s; a recorded failure completes the open orders of conditions.",
        after == null
            ? "no order is ever completed"
            : "each order is completed " + Leads.exactly(after) + " after it was raised");
    LeadWindow lead = question.lead();
    line(
        "Useful is an order %s to %s before a failure; one more than %s before it is a nuisance.",
        Leads.exactly(lead.min()), Leads.exactly(lead.max()), Leads.exactly(lead.nuisance()));
    line("");
  }

  private void rules() {
    line(
        ROW,
        "rule",
        "orders",
        "useful",
        "late",
        "early",
        "nuisance",
        "undecided",
        "warned of",
        "median lead");
    for (RuleResult rule : report.rules()) {
      Long median = rule.medianLead();
      line(
          ROW,
          rule.id(),
          rule.orders(),
          use(rule, OrderUse.USEFUL),
          use(rule, OrderUse.LATE),
          use(rule, OrderUse.EARLY),
          use(rule, OrderUse.NUISANCE),
          use(rule, OrderUse.UNDECIDED),
          rule.foretells() ? rule.warned() : "-",
          median == null ? "-" : Leads.roughly(median));
    }
    line("");
  }

  private static String use(RuleResult rule, OrderUse use) {
    return rule.foretells() ? Long.toString(rule.orders(use)) : "-";
  }

  private void failures() {
    int count = report.failures().size();
    if (count == 0) {
      line("No failures are recorded in this time: nothing to set the orders against.");
      return;
    }
    StringBuilder sum = new StringBuilder();
    for (FailureOutcome outcome : FailureOutcome.values()) {
      long with = report.failures(outcome);
      if (with > 0 || outcome == FailureOutcome.WARNED || outcome == FailureOutcome.MISSED) {
        sum.append(sum.isEmpty() ? "" : ", ").append(with).append(' ').append(outcome.word());
      }
    }
    line("%d failures: %s", count, sum);
    List<FailureResult> others =
        report.failures().stream().filter(failure -> LISTED.contains(failure.outcome())).toList();
    others.stream().limit(FAILURES_LISTED).forEach(failure -> line("  %s", sentence(failure)));
    if (others.size() > FAILURES_LISTED) {
      line("  and %d more", others.size() - FAILURES_LISTED);
    }
  }

  static String sentence(FailureResult result) {
    Failure failure = result.failure();
    Long lead = result.lead();
    String mode = failure.mode() == null ? "" : " (" + failure.mode() + ")";
    String order =
        lead == null ? "" : ", by " + result.rule() + " " + Leads.roughly(lead) + " before it";
    return String.format(
        Locale.ROOT,
        "%-7s %s at %s%s%s",
        result.outcome().word(),
        failure.asset(),
        minute(failure.time()),
        mode,
        order);
  }

  private void work() {
    double weeks = (question.to() - question.from()) / (7 * 24 * 3_600_000.0);
    Week busiest = report.weeks().stream().max(Comparator.comparingLong(Week::orders)).orElse(null);
    long planned = report.weeks().stream().mapToLong(Week::plannedMillis).sum();
    line(
        "%,d orders, %.1f a week%s%s",
        report.orderCount(),
        report.orderCount() / Math.max(weeks, 1),
        busiest == null
            ? ""
            : "; most in the week from "
                + Words.day(busiest.begin(), UTC)
                + ": "
                + busiest.orders(),
        planned == 0 ? "" : "; planned work " + Words.number(planned / 3_600_000.0) + " h");
  }

  private void doubts() {
    for (RuleResult rule : report.rules()) {
      if (rule.escalations() > 0) {
        line("%s became more urgent %,d times", rule.id(), rule.escalations());
      }
      if (!rule.suppressed().isEmpty()) {
        line("Not raised by %s: %s", rule.id(), counts(rule.suppressed()));
      }
      String misfit = rule.misfit();
      if (misfit != null) {
        line("%s cannot be evaluated on %d assets: %s", rule.id(), rule.unbound(), misfit);
      }
    }
    if (!report.refused().isEmpty()) {
      line(
          "Not believed by these rules: %s",
          counts(
              report.refused().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          entry -> entry.getKey().name().toLowerCase(Locale.ROOT),
                          Map.Entry::getValue))));
    }
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String minute(long millis) {
    return Words.minute(millis, UTC);
  }

  private void line(String format, @Nullable Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
