package io.millwright.ingest.dispatch;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number people use for a work order: {@code WO-000012}. */
public final class OrderNumber {
  private static final Pattern FORM = Pattern.compile("WO-(\\d{1,18})");

  private OrderNumber() {}

  /**
   * Writes a number.
   *
   * @param number the row's number, above 0
   * @return {@code WO-} and at least six digits
   */
  public static String format(long number) {
    return String.format(Locale.ROOT, "WO-%06d", number);
  }

  /**
   * Reads a number; leading zeros and the case of the letters do not matter.
   *
   * @param text such as {@code WO-000012} or {@code wo-12}
   * @return the row's number; empty when the text has another form
   */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text.toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
