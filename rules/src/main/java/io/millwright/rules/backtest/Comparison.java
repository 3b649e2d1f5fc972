package io.millwright.rules.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two answers to one question side by side, for people: what another plan file would change. */
public final class Comparison {
  private static final String ROW = "%-28s %16s %16s %16s %16s";
  private static final int FAILURES_LISTED = 20;

  private final Report before;
  private final Report after;
  private final List<String> lines = new ArrayList<>();

  private Comparison(Report before, Report after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Writes the differences down.
   *
   * @param before the one to compare with
   * @param name what it is called
   * @param after the back-test
   * @return the lines of a table and of the failures that fared otherwise
   */
  public static List<String> lines(Report before, String name, Report after) {
    Comparison comparison = new Comparison(before, after);
    comparison.line("Compared with %s (there -> here)", name);
    comparison.rules();
    comparison.failures();
    return comparison.lines;
  }

  private void rules() {
    line(ROW, "rule", "orders", "useful", "nuisance", "warned of");
    Map<String, RuleResult> there = byId(before);
    Map<String, RuleResult> here = byId(after);
    Map<String, RuleResult> all = new TreeMap<>(there);
    all.putAll(here);
    for (String id : all.keySet()) {
      RuleResult left = there.get(id);
      RuleResult right = here.get(id);
      line(
          ROW,
          id,
          change(orders(left), orders(right)),
          change(use(left, OrderUse.USEFUL), use(right, OrderUse.USEFUL)),
          change(use(left, OrderUse.NUISANCE), use(right, OrderUse.NUISANCE)),
          change(warned(left), warned(right)));
    }
    line(
        ROW,
        "all",
        change(number(before.orderCount()), number(after.orderCount())),
        change(number(before.orders(OrderUse.USEFUL)), number(after.orders(OrderUse.USEFUL))),
        change(number(before.orders(OrderUse.NUISANCE)), number(after.orders(OrderUse.NUISANCE))),
        change(
            number(before.failures(FailureOutcome.WARNED)),
            number(after.failures(FailureOutcome.WARNED))));
  }

  private void failures() {
    Map<Failure, FailureResult> there = new HashMap<>();
    before.failures().forEach(result -> there.put(result.failure(), result));
    int otherwise = 0;
    for (FailureResult result : after.failures()) {
      FailureResult was = there.get(result.failure());
      if (was != null && was.outcome() != result.outcome() && ++otherwise <= FAILURES_LISTED) {
        line("  was %-7s now %s", was.outcome().word(), ReportText.sentence(result));
      }
    }
    if (otherwise > FAILURES_LISTED) {
      line("  and %d more failures fare otherwise", otherwise - FAILURES_LISTED);
    }
  }

  private static Map<String, RuleResult> byId(Report report) {
    Map<String, RuleResult> rules = new HashMap<>();
    report.rules().forEach(rule -> rules.put(rule.id(), rule));
    return rules;
  }

  private static String orders(@Nullable RuleResult rule) {
    return rule == null ? "-" : number(rule.orders());
  }

  private static String use(@Nullable RuleResult rule, OrderUse use) {
    return rule == null || !rule.foretells() ? "-" : number(rule.orders(use));
  }

  private static String warned(@Nullable RuleResult rule) {
    return rule == null || !rule.foretells() ? "-" : number(rule.warned());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String change(String there, String here) {
    return there + " -> " + here;
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
