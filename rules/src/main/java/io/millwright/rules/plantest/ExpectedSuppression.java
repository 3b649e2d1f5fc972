package io.millwright.rules.plantest;

import io.millwright.rules.episode.Suppression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suppression that a test expects. What is null is not looked at.
 *
 * @param rule the rule's id
 * @param at when: epoch milliseconds
 * @param reason the kind of reason
 * @param detailContains a part of the sentence
 */
record ExpectedSuppression(
    String rule, long at, Suppression.@Nullable Reason reason, @Nullable String detailContains)
    implements Expected<Suppression> {

  @Override
  public boolean isMetBy(Suppression seen) {
    return seen.episode().rule().equals(rule) && seen.time() == at;
  }

  @Override
  public List<String> differences(Suppression seen, Timeline timeline) {
    List<String> differences = new ArrayList<>();
    if (reason != null && reason != seen.reason()) {
      differences.add("reason is " + seen.reason().word() + ", expected " + reason.word());
    }
    if (detailContains != null && !seen.detail().contains(detailContains)) {
      differences.add("detail does not contain \"" + detailContains + "\"");
    }
    return differences;
  }

  @Override
  public String words(Timeline timeline) {
    return rule + " suppressed" + (reason == null ? "" : ", " + reason.word());
  }

  /** A suppression that was seen, in the same words. */
  static String words(Suppression seen) {
    return seen.episode().rule() + " suppressed, " + seen.reason().word();
  }
}
