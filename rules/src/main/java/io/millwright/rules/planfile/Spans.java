package io.millwright.rules.planfile;

import io.millwright.rules.episode.Spelled;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads spans of time as people write them: {@code 10 min}, {@code 6 months}, or ISO 8601. */
public final class Spans {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*([a-z]+)");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Spans() {}

  /**
   * A span of exact length, from 0 to ten years.
   *
   * @param text such as {@code 10 min}
   * @return the span
   * @throws IllegalArgumentException when it is none; the message says what would be
   */
  public static Duration duration(String text) {
    Duration duration = exactly(text);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' must be from 0 to 3650 days");
    }
    return duration;
  }

  private static Duration exactly(String text) {
    return span(
        text,
        (amount, unit) ->
            switch (unit) {
              case "s", "sec", "second", "seconds" -> Duration.ofSeconds(amount);
              case "m", "min", "minute", "minutes" -> Duration.ofMinutes(amount);
              case "h", "hour", "hours" -> Duration.ofHours(amount);
              case "d", "day", "days" -> Duration.ofDays(amount);
              case "w", "week", "weeks" -> Duration.ofDays(7L * amount);
              default -> null;
            },
        Duration::parse,
        "' is no duration: write 30 s, 10 min, 4 h, 2 days, 1 week or PT10M");
  }

  /**
   * A span of the calendar.
   *
   * @throws IllegalArgumentException when it is none; the message says what would be
   */
  static Period period(String text) {
    return span(
        text,
        (amount, unit) ->
            switch (unit) {
              case "d", "day", "days" -> Period.ofDays(amount);
              case "w", "week", "weeks" -> Period.ofWeeks(amount);
              case "mo", "month", "months" -> Period.ofMonths(amount);
              case "y", "year", "years" -> Period.ofYears(amount);
              default -> null;
            },
        Period::parse,
        "' is no calendar span: write 14 days, 2 weeks, 6 months, 1 year or P6M");
  }

  private static <T> T span(
      String text, Spelled<T> spelled, Function<String, T> iso, String otherwise) {
    try {
      Matcher matcher = SPAN.matcher(text.trim().toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        T span = spelled.read(Integer.parseInt(matcher.group(1)), matcher.group(2));
        if (span != null) {
          return span;
        }
      } else if (text.startsWith("P")) {
        return iso.apply(text);
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Falls through to the one message that names all forms.
    }
    throw new IllegalArgumentException("'" + text + otherwise);
  }

  private interface Spelled<T> {
    @Nullable T read(int amount, String unit);
  }
}
