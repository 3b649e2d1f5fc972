package io.millwright.rules.plantest;

import io.millwright.rules.event.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that a test expects.
 *
 * @param meter the meter's name
 * @param at when it arrived: epoch milliseconds
 * @param verdict why it is refused, or null when that is not looked at
 */
record ExpectedRefusal(String meter, long at, @Nullable Verdict verdict)
    implements Expected<Refusal> {

  @Override
  public boolean isMetBy(Refusal seen) {
    return seen.meter().equals(meter) && seen.at() == at;
  }

  @Override
  public List<String> differences(Refusal seen, Timeline timeline) {
    return verdict == null || verdict == seen.verdict()
        ? List.of()
        : List.of(
            "reason is " + Refusal.word(seen.verdict()) + ", expected " + Refusal.word(verdict));
  }

  @Override
  public String words(Timeline timeline) {
    return meter + " refused" + (verdict == null ? "" : ", " + Refusal.word(verdict));
  }

  /** A refusal that was seen, in the same words. */
  static String words(Refusal seen) {
    return seen.meter() + " refused, " + Refusal.word(seen.verdict());
  }
}
