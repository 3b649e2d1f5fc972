package io.millwright.rules.episode;

import java.time.Period;

/** Calendar spans in words. */
public final class Spelled {
  private Spelled() {}

  public static String period(Period every) {
    StringBuilder words = new StringBuilder();
    append(words, every.getYears(), "year");
    append(words, every.getMonths(), "month");
    append(words, every.getDays(), "day");
    return words.toString();
  }

  private static void append(StringBuilder words, int amount, String unit) {
    if (amount != 0) {
      words.append(words.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
      words.append(amount == 1 ? "" : "s");
    }
  }
}
