package io.millwright.rules.meter;

import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.state.AssetState.MeterState;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one meter: its newest reading and, for a counter, its life-to-date.
 *
 * <p>Life-to-date = value + offset. The offset grows by the rollover point when the counter wraps,
 * and by (old final - new initial) when the meter is exchanged. All other meters just show a value.
 */
public final class MeterTrack {
  /**
   * A drop is a rollover when the way over the wrap is at most this share of the rollover point.
   * Counters are read far more often than that; a longer way is more likely a new meter.
   */
  private static final double ROLLOVER_SHARE = 0.1;

  /** Up to here a double still tells an eighth of a unit apart. */
  private static final double LARGEST = 1e15;

  private static final long NEVER = Long.MIN_VALUE;

  public final Meter meter;
  private final double rolloverPoint;

  /** Of a counter; that a meter has one is that it is a counter. */
  private final @Nullable UsageRate rate;

  /** Derived from the rate, which wants a point a week and need not be asked in between. */
  private long nextRatePoint = NEVER;

  private long lastTime = NEVER;
  private double lastValue;
  private double offset;
  private double formerOffset;
  private long offsetSince = NEVER;
  private long replacedAt = NEVER;

  public MeterTrack(Meter meter) {
    this.meter = meter;
    this.rate = meter.kind() == MeterKind.COUNTER ? new UsageRate() : null;
    Double point = meter.rolloverPoint();
    this.rolloverPoint = point == null ? Double.NaN : point;
  }

  /** Whether a total can be kept of it without losing what readings add. */
  public static boolean isCountable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** Takes a good reading: a finite number. */
  public Verdict read(long time, double value) {
    if (time <= lastTime) {
      return time < lastTime ? Verdict.LATE : again(value);
    }
    if (rate != null) {
      if (!canShow(value) || !isCountable(value + offset)) {
        return Verdict.IMPLAUSIBLE_VALUE;
      }
      if (value < lastValue && lastTime != NEVER) {
        // NaN, that is no rollover point, makes this false as well.
        if (!(value + rolloverPoint - lastValue <= ROLLOVER_SHARE * rolloverPoint)) {
          return Verdict.UNEXPLAINED_DROP;
        }
        moveOffset(time, rolloverPoint);
      }
      if (time >= nextRatePoint) {
        nextRatePoint = rate.seen(time, value + offset);
      }
    }
    lastTime = time;
    lastValue = value;
    return Verdict.ACCEPTED;
  }

  /** A second reading of the same time. */
  private Verdict again(double value) {
    if (value == lastValue) {
      return Verdict.DUPLICATE;
    }
    // At the moment of a replacement the old meter's last reading comes again, too.
    return lastTime == replacedAt ? Verdict.LATE : Verdict.CONFLICTING_VALUE;
  }

  private boolean canShow(double value) {
    return isCountable(value)
        && (Double.isNaN(rolloverPoint) || (value >= 0 && value < rolloverPoint));
  }

  public Verdict replaced(long time, double oldFinal, double newInitial) {
    if (time == replacedAt) {
      boolean same =
          offsetSince != time || Rounding.off(formerOffset + oldFinal - newInitial) == offset;
      return same ? Verdict.DUPLICATE : Verdict.CONFLICTING_VALUE;
    }
    if (rate == null
        || time < lastTime
        || (lastTime != NEVER && oldFinal < lastValue)
        || !canShow(newInitial)
        || !isCountable(oldFinal)
        || !isCountable(oldFinal + offset)) {
      return Verdict.IMPLAUSIBLE_REPLACEMENT;
    }
    moveOffset(time, oldFinal - newInitial);
    replacedAt = time;
    lastTime = time;
    lastValue = newInitial;
    nextRatePoint = rate.seen(time, total());
    return Verdict.ACCEPTED;
  }

  private void moveOffset(long time, double by) {
    formerOffset = offset;
    offset = Rounding.off(offset + by);
    offsetSince = time;
  }

  public boolean isCounter() {
    return rate != null;
  }

  public boolean hasReading() {
    return lastTime != NEVER;
  }

  public long lastTime() {
    return lastTime;
  }

  public double lastValue() {
    return lastValue;
  }

  public double offset() {
    return offset;
  }

  /** Life-to-date of the newest reading. */
  public double total() {
    return lastValue + offset;
  }

  /** Life-to-date of a value that was read off the meter at some time, not long ago. */
  public double totalOf(double value, long time) {
    return value + (offsetSince != NEVER && time < offsetSince ? formerOffset : offset);
  }

  /** How fast life-to-date has grown of late; null when it is no counter. */
  public @Nullable UsageRate rate() {
    return rate;
  }

  public @Nullable MeterState snapshot() {
    if (!hasReading()) {
      return null;
    }
    return new MeterState(
        lastTime,
        lastValue,
        offset,
        formerOffset,
        offsetSince == NEVER ? null : offsetSince,
        replacedAt == NEVER ? null : replacedAt,
        rate == null ? null : rate.snapshot());
  }

  public void restore(MeterState state) {
    lastTime = state.lastTime();
    lastValue = state.lastValue();
    offset = state.offset();
    formerOffset = state.formerOffset();
    offsetSince = state.offsetSince() == null ? NEVER : state.offsetSince();
    replacedAt = state.replacedAt() == null ? NEVER : state.replacedAt();
    if (rate != null && state.rate() != null) {
      nextRatePoint = rate.restore(state.rate());
    }
  }
}
