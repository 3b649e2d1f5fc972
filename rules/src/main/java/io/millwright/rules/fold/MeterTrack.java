package io.millwright.rules.fold;

import io.millwright.rules.fold.AssetState.MeterState;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one meter: its newest reading and, for a counter, its life-to-date.
 *
 * <p>Life-to-date = value + offset. The offset grows by the rollover point when the counter wraps,
 * and by (old final - new initial) when the meter is exchanged.
 */
final class MeterTrack {
  /**
   * A drop is a rollover when it ends this close (as a share of the rollover point) to the wrap.
   */
  private static final double ROLLOVER_SHARE = 0.1;

  private static final long NEVER = Long.MIN_VALUE;

  final Meter meter;
  private final boolean counter;
  private final double rolloverPoint;
  private final UsageRate rate = new UsageRate();

  private long lastTime = NEVER;
  private double lastValue;
  private double offset;
  private double formerOffset;
  private long offsetSince = NEVER;
  private long replacedAt = NEVER;

  MeterTrack(Meter meter) {
    this.meter = meter;
    this.counter = meter.kind() == MeterKind.COUNTER;
    Double point = meter.rolloverPoint();
    this.rolloverPoint = point == null ? Double.NaN : point;
  }

  /** Takes a good reading. */
  Verdict read(long time, double value) {
    if (time <= lastTime) {
      return time < lastTime
          ? Verdict.LATE
          : value == lastValue ? Verdict.DUPLICATE : Verdict.CONFLICTING_VALUE;
    }
    if (counter) {
      if (value < lastValue && lastTime != NEVER) {
        // NaN, that is no rollover point, makes this false as well.
        if (!(value + rolloverPoint - lastValue <= ROLLOVER_SHARE * rolloverPoint)) {
          return Verdict.UNEXPLAINED_DROP;
        }
        moveOffset(time, rolloverPoint);
      }
      rate.seen(time, value + offset);
    }
    lastTime = time;
    lastValue = value;
    return Verdict.ACCEPTED;
  }

  Verdict replaced(long time, double oldFinal, double newInitial) {
    if (time == replacedAt) {
      return Verdict.DUPLICATE;
    }
    if (!counter || time < lastTime || (lastTime != NEVER && oldFinal < lastValue)) {
      return Verdict.IMPLAUSIBLE_REPLACEMENT;
    }
    moveOffset(time, oldFinal - newInitial);
    replacedAt = time;
    lastTime = time;
    lastValue = newInitial;
    rate.seen(time, total());
    return Verdict.ACCEPTED;
  }

  private void moveOffset(long time, double by) {
    formerOffset = offset;
    offset += by;
    offsetSince = time;
  }

  boolean hasReading() {
    return lastTime != NEVER;
  }

  long lastTime() {
    return lastTime;
  }

  double lastValue() {
    return lastValue;
  }

  double offset() {
    return offset;
  }

  /** Life-to-date of the newest reading. */
  double total() {
    return lastValue + offset;
  }

  /** Life-to-date of a value that was read off the meter at some time, not long ago. */
  double totalOf(double value, long time) {
    return value + (offsetSince != NEVER && time < offsetSince ? formerOffset : offset);
  }

  /** When life-to-date reaches a total at the present rate, or null when that cannot be said. */
  @Nullable Long projected(double dueTotal) {
    double perMilli = rate.perMilli(lastTime, total());
    if (Double.isNaN(perMilli)) {
      return null;
    }
    return lastTime + Math.round((dueTotal - total()) / perMilli);
  }

  /** Units a day, or NaN when that cannot be said. */
  double ratePerDay() {
    return rate.perMilli(lastTime, total()) * 86_400_000;
  }

  MeterState snapshot() {
    return new MeterState(
        lastTime,
        lastValue,
        offset,
        formerOffset,
        offsetSince == NEVER ? null : offsetSince,
        replacedAt == NEVER ? null : replacedAt,
        rate.snapshot());
  }

  void restore(MeterState state) {
    lastTime = state.lastTime();
    lastValue = state.lastValue();
    offset = state.offset();
    formerOffset = state.formerOffset();
    offsetSince = state.offsetSince() == null ? NEVER : state.offsetSince();
    replacedAt = state.replacedAt() == null ? NEVER : state.replacedAt();
    rate.restore(state.rate());
  }
}
