package io.millwright.ingest.quarantine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much the quarantine may hold before its oldest entries are deleted.
 *
 * @param rows entries, 1 or more
 * @param bytes of payloads, 1 or more
 */
public record QuarantineLimit(long rows, long bytes) {
  /** Nothing is ever deleted but by a person. */
  public static final QuarantineLimit NONE = new QuarantineLimit(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*(kb|mb|gb)?");

  /** Validates the ranges. */
  public QuarantineLimit {
    if (rows < 1 || bytes < 1) {
      throw new IllegalArgumentException("The quarantine's limit must be 1 or more");
    }
  }

  /**
   * Reads a limit.
   *
   * @param text a number of entries such as {@code 100000}, or with kB, MB or GB the size of their
   *     payloads, in powers of ten
   * @return the limit
   * @throws IllegalArgumentException when it is neither
   */
  public static QuarantineLimit parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no limit: write a number of entries such as 100000, or a size such as 500MB");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    if (unit == null) {
      return new QuarantineLimit(number, Long.MAX_VALUE);
    }
    long factor = unit.equals("kb") ? 1000 : unit.equals("mb") ? 1_000_000 : 1_000_000_000;
    return new QuarantineLimit(Long.MAX_VALUE, Math.multiplyExact(number, factor));
  }

  /** Whether there is one at all. */
  public boolean isSet() {
    return !equals(NONE);
  }
}
