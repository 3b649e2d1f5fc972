package io.millwright.ingest.pipeline;

import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule's id is its identity, and its orders' ids are made from it. A condition under the id of a
 * plan would begin to count its episodes anew, and its orders would be taken for the plan's.
 */
final class KeptIdentity {
  private KeptIdentity() {}

  /** What keeps these rules from following those, a sentence each. */
  static List<String> problems(PlanSet was, PlanSet wanted) {
    Map<String, Rule> before = new HashMap<>();
    was.rules().forEach(rule -> before.put(rule.id(), rule));
    return wanted.rules().stream()
        .filter(
            rule -> {
              Rule former = before.get(rule.id());
              return former != null && former instanceof Condition != rule instanceof Condition;
            })
        .map(
            rule ->
                "The id '"
                    + rule.id()
                    + "' belongs to a "
                    + (rule instanceof Condition ? "plan" : "condition")
                    + " at present: give the "
                    + (rule instanceof Condition ? "condition" : "plan")
                    + " an id of its own")
        .toList();
  }
}
