package io.millwright.rules.forecast;

import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When something is due, as epoch milliseconds. Null is unknown; {@link #NEVER}: not as things go
 * on at present.
 *
 * @param early not before, or null
 * @param likely most likely, or null
 * @param late not after, or null
 */
public record DueRange(@Nullable Long early, @Nullable Long likely, @Nullable Long late) {
  /** Not as things go on at present. */
  public static final long NEVER = Long.MAX_VALUE;

  static final DueRange UNKNOWN = new DueRange(null, null, null);

  static DueRange at(long time) {
    return new DueRange(time, time, time);
  }

  /** Whichever is first: what is known of the one is a bound for both. */
  DueRange first(DueRange other) {
    return new DueRange(
        both(early, other.early, Math::min),
        both(likely, other.likely, Math::min),
        late == null || other.late == null
            ? known(late, other.late)
            : Long.valueOf(Math.min(late, other.late)));
  }

  /** When both are. */
  DueRange last(DueRange other) {
    return new DueRange(
        early == null || other.early == null
            ? known(early, other.early)
            : Long.valueOf(Math.max(early, other.early)),
        both(likely, other.likely, Math::max),
        both(late, other.late, Math::max));
  }

  private static @Nullable Long both(@Nullable Long a, @Nullable Long b, LongBinaryOperator which) {
    return a == null || b == null ? null : Long.valueOf(which.applyAsLong(a, b));
  }

  private static @Nullable Long known(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : a;
  }
}
