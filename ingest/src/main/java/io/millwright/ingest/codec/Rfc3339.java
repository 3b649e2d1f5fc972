package io.millwright.ingest.codec;

/**
 * Reads RFC 3339 times from the parser's own characters: no objects, no regular expression. All of
 * RFC 3339 section 5.6 but leap seconds, whose instant no clock of ours can show.
 */
public final class Rfc3339 {
  /** Returned for what is not a time; below every time a message may carry. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final int SHORTEST = "2026-11-23T01:02:03Z".length();

  private static final long LATEST = 253_402_300_799_999L; // 9999-12-31T23:59:59.999Z

  private Rfc3339() {}

  /**
   * Tells whether a message may carry a time.
   *
   * @param millis epoch milliseconds, or {@link #INVALID}
   * @return whether it is within the years 1970 to 9999
   */
  public static boolean isMessageTime(long millis) {
    return millis >= 0 && millis <= LATEST;
  }

  /**
   * Reads a time. Digits below a millisecond are cut.
   *
   * @param s the characters
   * @param start where the time begins
   * @param length how long it is
   * @return epoch milliseconds, or {@link #INVALID}
   */
  public static long millis(char[] s, int start, int length) {
    int end = start + length;
    if (length < SHORTEST
        || s[start + 4] != '-'
        || s[start + 7] != '-'
        || (s[start + 10] | 0x20) != 't'
        || s[start + 13] != ':'
        || s[start + 16] != ':') {
      return INVALID;
    }
    int year = 100 * two(s, start) + two(s, start + 2);
    int month = two(s, start + 5);
    int day = two(s, start + 8);
    int hour = two(s, start + 11);
    int minute = two(s, start + 14);
    int second = two(s, start + 17);
    boolean inRange =
        year >= 0
            && (two(s, start) | two(s, start + 2)) >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= daysInMonth(year, month)
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59;
    if (!inRange) {
      return INVALID;
    }
    int at = start + 19;
    int millis = 0;
    if (s[at] == '.') {
      int digits = 0;
      for (at++; at < end && s[at] >= '0' && s[at] <= '9'; at++, digits++) {
        if (digits < 3) {
          millis = millis * 10 + (s[at] - '0');
        }
      }
      if (digits == 0) {
        return INVALID;
      }
      for (; digits < 3; digits++) {
        millis *= 10;
      }
    }
    int offsetMinutes = offsetMinutes(s, at, end);
    if (offsetMinutes == Integer.MIN_VALUE) {
      return INVALID;
    }
    return epochDay(year, month, day) * MILLIS_PER_DAY
        + ((hour * 60L + minute - offsetMinutes) * 60 + second) * 1000
        + millis;
  }

  private static int offsetMinutes(char[] s, int at, int end) {
    if (at + 1 == end && (s[at] | 0x20) == 'z') {
      return 0;
    }
    if (at + 6 != end || (s[at] != '+' && s[at] != '-') || s[at + 3] != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = two(s, at + 1);
    int minutes = two(s, at + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    return (s[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  /** Two digits as a number, or a number far below zero. */
  private static int two(char[] s, int at) {
    int tens = s[at] - '0';
    int ones = s[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1_000_000 : tens * 10 + ones;
  }

  private static int daysInMonth(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil, year >= 0. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
