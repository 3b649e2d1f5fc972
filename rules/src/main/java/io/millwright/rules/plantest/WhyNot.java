package io.millwright.rules.plantest;

import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.explain.Explanation;
import io.millwright.rules.explain.Standing;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a rule has raised nothing at some time of a test. */
record WhyNot(PlanTest test, PlanSet plans) {

  /**
   * Explains it.
   *
   * @param ruleId a rule of the plans
   * @param at epoch milliseconds
   * @return sentences, at least one
   */
  List<String> explain(String ruleId, long at) {
    Run run = Run.of(test, plans, at);
    List<String> reasons = new ArrayList<>();
    for (Rule rule : plans.rules()) {
      if (rule.id().equals(ruleId)) {
        reasons.addAll(explanation(run, rule, at).whyNot());
      }
    }
    return reasons;
  }

  private Explanation explanation(Run run, Rule rule, long at) {
    List<Explanation.Suppressed> suppressions =
        run.suppressions.stream()
            .filter(s -> s.episode().rule().equals(rule.id()))
            .map(s -> new Explanation.Suppressed(s.time(), s.detail()))
            .toList();
    int newest = suppressions.size();
    return new Explanation(
        Standing.of(run.fold, rule, at, test.timeline::words),
        raised(run.open.get(rule.id())),
        suppressions.subList(Math.max(0, newest - 1), newest),
        test.timeline::words);
  }

  private static Explanation.@Nullable Raised raised(@Nullable WorkOrder open) {
    return open == null
        ? null
        : new Explanation.Raised(
            open.episode().cycle(),
            "order " + open.episode().cycle(),
            open.raisedAt(),
            open.evidence().why(),
            open.evidence().arithmetic());
  }
}
