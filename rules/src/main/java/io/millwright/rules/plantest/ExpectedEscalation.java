package io.millwright.rules.plantest;

import io.millwright.rules.episode.Escalation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An escalation that a test expects. What is null is not looked at.
 *
 * @param rule the rule's id
 * @param at when: epoch milliseconds
 * @param priority the priority from then on
 * @param due when the work is due from then on
 * @param whyContains a part of the reason
 */
record ExpectedEscalation(
    String rule,
    long at,
    @Nullable Integer priority,
    ExpectedOrder.@Nullable Due due,
    @Nullable String whyContains)
    implements Expected<Escalation> {

  @Override
  public boolean isMetBy(Escalation seen) {
    return seen.episode().rule().equals(rule) && seen.time() == at;
  }

  @Override
  public List<String> differences(Escalation seen, Timeline timeline) {
    List<String> differences = new ArrayList<>();
    if (priority != null && priority != seen.priority()) {
      differences.add("priority is " + seen.priority() + ", expected " + priority);
    }
    if (due != null && !due.is(seen.dueAt())) {
      differences.add(
          "due is "
              + (seen.dueAt() == null ? "as before" : timeline.words(seen.dueAt()))
              + ", expected "
              + (due.at() == null ? "as before" : timeline.words(due.at())));
    }
    if (whyContains != null && !seen.why().contains(whyContains)) {
      differences.add("why does not contain \"" + whyContains + "\"");
    }
    return differences;
  }

  @Override
  public String words(Timeline timeline) {
    return rule + " escalated" + (priority == null ? "" : " to priority " + priority);
  }

  /** An escalation that was seen, in the same words. */
  static String words(Escalation seen) {
    return seen.episode().rule() + " escalated to priority " + seen.priority();
  }
}
