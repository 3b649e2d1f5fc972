package io.millwright.rules.due;

import io.millwright.rules.plan.Whichever;
import org.jspecify.annotations.Nullable;

/** The due date of an order, from those of its halves: the first of them, or the last. */
final class DueDate {
  private final boolean together;
  private @Nullable Long due;
  private boolean unknown;

  DueDate(Whichever whichever) {
    together = whichever == Whichever.ALL;
  }

  /** A usage half; when it fired but its date is unknown, the date of another would be a lie. */
  void usage(@Nullable Long time, boolean fired) {
    if (time == null) {
      unknown |= fired || together;
    } else {
      calendar(time);
    }
  }

  void calendar(long time) {
    Long former = due;
    due =
        former == null
            ? Long.valueOf(time)
            : Long.valueOf(together ? Math.max(former, time) : Math.min(former, time));
  }

  /** Epoch milliseconds, or null when it is unknown. */
  @Nullable Long due() {
    return unknown ? null : due;
  }
}
