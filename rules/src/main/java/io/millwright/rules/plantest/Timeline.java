package io.millwright.rules.plantest;

import io.millwright.rules.episode.Words;
import io.millwright.rules.planfile.Spans;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of a test as planners write them: counted from its start.
 *
 * @param start epoch milliseconds
 */
record Timeline(long start) {
  private static final Pattern PART = Pattern.compile("\\G\\s*(\\d+\\s*[a-zA-Z]+)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-.*");
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /**
   * Reads a date and time with offset.
   *
   * @throws IllegalArgumentException when it is none
   */
  static long instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date and time: write 2026-01-01T00:00:00Z", e);
    }
  }

  /**
   * Reads a time.
   *
   * @param text such as {@code 25 min}, {@code 1 d 2 h}, or a date and time
   * @return epoch milliseconds
   * @throws IllegalArgumentException when it is none
   */
  long read(String text) {
    if (DATE.matcher(text).matches()) {
      return instant(text);
    }
    Matcher part = PART.matcher(text);
    long sum = 0;
    int end = 0;
    while (part.find()) {
      sum += Spans.duration(part.group(1)).toMillis();
      end = part.end();
    }
    // What is no sum of parts may still be ISO 8601; if not, the complaint names all forms.
    return start
        + (end > 0 && text.substring(end).isBlank() ? sum : Spans.duration(text).toMillis());
  }

  /**
   * Writes a time.
   *
   * @param millis epoch milliseconds
   * @return such as {@code 1 d 2 h 5 min}, with a minus before the start
   */
  String words(long millis) {
    long rest = Math.abs(millis - start);
    StringBuilder words = new StringBuilder();
    append(words, rest / DAY, "d");
    append(words, rest % DAY / HOUR, "h");
    append(words, rest % HOUR / MINUTE, "min");
    if (rest % MINUTE != 0) {
      words.append(Words.number(rest % MINUTE / 1000.0)).append(" s ");
    }
    String text = words.isEmpty() ? "0 min" : words.toString().trim();
    return millis < start ? "-" + text : text;
  }

  private static void append(StringBuilder words, long amount, String unit) {
    if (amount != 0) {
      words.append(amount).append(' ').append(unit).append(' ');
    }
  }
}
