package io.millwright.rules.plantest;

import io.millwright.rules.event.Verdict;
import java.util.Locale;

/**
 * An event that the service would put in quarantine.
 *
 * @param at when it arrived: epoch milliseconds
 * @param meter the meter, or what else it is of
 * @param shown what it said, such as {@code 12 h}
 * @param verdict why it was not believed
 */
record Refusal(long at, String meter, String shown, Verdict verdict) {

  /** The reason as plan tests and the quarantine table name it. */
  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
