package io.millwright.rules.episode;

import io.millwright.rules.plan.CalendarTrigger;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** Calendar spans in words. */
public final class Spelled {
  private Spelled() {}

  public static String period(@Nullable CalendarTrigger trigger) {
    if (trigger == null) {
      return "";
    }
    Period every = trigger.every();
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
