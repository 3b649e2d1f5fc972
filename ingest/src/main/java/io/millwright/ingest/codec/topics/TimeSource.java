package io.millwright.ingest.codec.topics;

import io.millwright.ingest.codec.Rfc3339;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Where a message's time is.
 *
 * @param pointer where, or null when the notation says so itself or there is none
 * @param unit what a number counts, since 1970
 */
record TimeSource(@Nullable JsonPointer pointer, Unit unit) {

  /** What a number of an epoch time counts. */
  enum Unit {
    S(1000, 1),
    MS(1, 1),
    US(1, 1000),
    NS(1, 1_000_000);

    private final long factor;
    private final long divisor;

    Unit(long factor, long divisor) {
      this.factor = factor;
      this.divisor = divisor;
    }

    private long millis(JsonNode number) {
      if (number.canConvertToLong() && number.isIntegralNumber()) {
        long whole = number.longValue();
        long most = Long.MAX_VALUE / factor;
        return whole < 0 || whole > most ? Rfc3339.INVALID : whole * factor / divisor;
      }
      double millis = number.asDouble(Double.NaN) * factor / divisor;
      return Double.isFinite(millis) && Math.abs(millis) < 1e15
          ? (long) Math.floor(millis)
          : Rfc3339.INVALID;
    }
  }

  /** A text's or a number's epoch milliseconds; {@link Rfc3339#INVALID} when it is no time. */
  long millis(JsonNode time) {
    long millis = Rfc3339.INVALID;
    if (time.isNumber()) {
      millis = unit.millis(time);
    } else if (time.isString()) {
      char[] text = time.stringValue().toCharArray();
      millis = Rfc3339.millis(text, 0, text.length);
    }
    return Rfc3339.isMessageTime(millis) ? millis : Rfc3339.INVALID;
  }

  String expected() {
    return "a time: RFC 3339 with an offset, such as 2026-11-23T01:02:03Z, or a number of "
        + unit.name().toLowerCase(java.util.Locale.ROOT)
        + " since 1970 ('time_in')";
  }
}
