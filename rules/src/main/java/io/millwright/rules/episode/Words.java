package io.millwright.rules.episode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as evidence sentences show them. */
public final class Words {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

  private Words() {}

  /**
   * A number, to three decimal places at most.
   *
   * @param value a finite number
   * @return such as {@code 0.5}
   */
  public static String number(double value) {
    return new BigDecimal(value)
        .setScale(3, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /**
   * A number with its unit.
   *
   * @param value a finite number
   * @param unit such as {@code h}
   * @return such as {@code 0.5 h}
   */
  public static String quantity(double value, String unit) {
    return number(value) + " " + unit;
  }

  public static String minute(long millis, ZoneId zone) {
    return MINUTE.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  public static String day(long millis, ZoneId zone) {
    return DAY.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  public static String span(long millis) {
    Duration span = Duration.ofMillis(millis);
    if (span.toSeconds() < 120) {
      return span.toSeconds() + " s";
    }
    if (span.toMinutes() < 120) {
      return span.toMinutes() + " min";
    }
    return span.toHours() < 48 ? span.toHours() + " h" : span.toDays() + " days";
  }
}
