package io.millwright.rules.meter;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.MeterRule;
import io.millwright.rules.state.AssetState.MeterState;
import io.millwright.rules.state.AssetState.OffsetMove;
import io.millwright.rules.state.AssetState.RateState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one meter: its newest reading and, for a counter, its life-to-date.
 *
 * <p>Life-to-date = value + offset. The offset grows by the rollover point when the counter wraps,
 * and by (old final - new initial) when the meter is exchanged. Of a counter that reports increases
 * or is derived from other meters, the value is the total itself. All other meters just show a
 * value.
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

  private @Nullable Particulars particulars;

  /** Derived from the rate, which wants a point a week and need not be asked in between. */
  private long nextRatePoint = NEVER;

  private long lastTime = NEVER;
  private double lastValue;
  private double offset;

  public MeterTrack(Meter meter) {
    this.meter = meter;
    this.rate = meter.kind() == MeterKind.COUNTER ? new UsageRate() : null;
    Double point = meter.rolloverPoint();
    this.rolloverPoint = point == null ? Double.NaN : point;
    if (meter.reports() == Meter.Reports.DELTA) {
      recent();
    }
  }

  /**
   * Doubts readings from now on.
   *
   * @throws IllegalArgumentException when the rule does not fit the meter; the message says why
   */
  public void believe(MeterRule.Believe rule) {
    particulars().beliefs = new Beliefs(rule, meter);
  }

  private Particulars particulars() {
    if (particulars == null) {
      particulars = new Particulars();
    }
    return particulars;
  }

  /** Whether a total can be kept of it without losing what readings add. */
  public static boolean isCountable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** Takes a good reading: a finite number. */
  public Verdict read(long time, double value) {
    Beliefs beliefs = null;
    if (particulars != null) {
      beliefs = particulars.beliefs;
      if (beliefs != null && !beliefs.isInRange(value)) {
        return Verdict.OUT_OF_RANGE;
      }
      if (particulars.recent != null) {
        return add(particulars.recent, beliefs, time, value);
      }
    }
    if (time <= lastTime) {
      return time < lastTime ? Verdict.LATE : again(value);
    }
    boolean wraps = false;
    if (rate != null) {
      if (!canShow(value) || !isCountable(value + offset)) {
        return Verdict.IMPLAUSIBLE_VALUE;
      }
      if (value < lastValue && lastTime != NEVER) {
        if (!isRollover(lastValue, value)) {
          return Verdict.UNEXPLAINED_DROP;
        }
        wraps = true;
      }
    }
    if (beliefs != null) {
      Verdict doubt =
          beliefs.judge(lastTime, time, value - lastValue + (wraps ? rolloverPoint : 0));
      if (doubt != null) {
        return doubt;
      }
    }
    if (wraps) {
      moveOffset(new OffsetMove(time, false, offset, rolloverPoint, lastTime, lastValue, value));
    }
    if (rate != null && time >= nextRatePoint) {
      nextRatePoint = rate.seen(time, value + offset);
    }
    lastTime = time;
    lastValue = value;
    return Verdict.ACCEPTED;
  }

  private boolean isRollover(double before, double after) {
    // NaN, that is no rollover point, makes this false as well.
    return after + rolloverPoint - before <= ROLLOVER_SHARE * rolloverPoint;
  }

  /** A second reading of the same time. */
  private Verdict again(double value) {
    if (value == lastValue) {
      return Verdict.DUPLICATE;
    }
    // At the moment of a replacement the old meter's last reading comes again, too.
    return replacementAt(lastTime) != null ? Verdict.LATE : Verdict.CONFLICTING_VALUE;
  }

  private @Nullable OffsetMove replacementAt(long time) {
    return particulars == null ? null : particulars.replacementAt(time);
  }

  private boolean canShow(double value) {
    return isCountable(value)
        && (Double.isNaN(rolloverPoint) || (value >= 0 && value < rolloverPoint));
  }

  /** Takes an increase; a late one counts as any other, but once. */
  private Verdict add(
      RecentReadings recent, @Nullable Beliefs beliefs, long time, double increase) {
    Verdict known = recent.known(time, increase);
    double total = Rounding.off(lastValue + increase);
    if (known != null || increase < 0 || !isCountable(total)) {
      return known != null ? known : Verdict.IMPLAUSIBLE_VALUE;
    }
    Verdict doubt =
        beliefs == null || time <= lastTime ? null : beliefs.judge(lastTime, time, increase);
    if (doubt != null) {
      return doubt;
    }
    recent.insert(-recent.find(time) - 1, time, increase);
    count(time, total);
    return Verdict.ACCEPTED;
  }

  /** Takes the total of a counter that shows none. */
  void count(long time, double total) {
    if (rate != null && time <= lastTime) {
      rate.shifted(time, total - lastValue);
    } else if (rate != null && time >= nextRatePoint) {
      nextRatePoint = rate.seen(time, total);
    }
    lastTime = Math.max(lastTime, time);
    lastValue = total;
  }

  public Verdict replaced(long time, double oldFinal, double newInitial) {
    OffsetMove known = replacementAt(time);
    if (known != null) {
      return Rounding.off(oldFinal - newInitial) == Rounding.off(known.by())
          ? Verdict.DUPLICATE
          : Verdict.CONFLICTING_VALUE;
    }
    if (rate == null
        || meter.reports() == Meter.Reports.DELTA
        || time < lastTime
        || (lastTime != NEVER && oldFinal < lastValue)
        || !canShow(newInitial)
        || !isCountable(oldFinal)
        || !isCountable(oldFinal + offset)) {
      return Verdict.IMPLAUSIBLE_REPLACEMENT;
    }
    moveOffset(
        new OffsetMove(time, true, offset, oldFinal - newInitial, lastTime, oldFinal, newInitial));
    nextRatePoint = rate.seen(time, newInitial + offset);
    lastTime = time;
    lastValue = newInitial;
    if (particulars().beliefs != null) {
      particulars().beliefs.begin(time);
    }
    return Verdict.ACCEPTED;
  }

  private void moveOffset(OffsetMove move) {
    offset = Rounding.off(offset + move.by());
    particulars().moved(move);
  }

  /**
   * Takes what a reading should have said. Totals follow up to the next absolute reading, which is
   * right by itself unless a rollover was made up on the way to it.
   */
  public Verdict corrected(Event.MeterCorrected event) {
    double value = event.newValue();
    if (rate == null || !canShow(value) || event.time() > lastTime) {
      return Verdict.IMPLAUSIBLE_CORRECTION;
    }
    if (particulars != null && particulars.recent != null) {
      return correctIncrease(particulars.recent, event);
    }
    if (replacementAt(event.time()) != null) {
      return Verdict.IMPLAUSIBLE_CORRECTION;
    }
    boolean newest = event.time() == lastTime;
    if (newest && event.oldValue() != lastValue) {
      return value == lastValue ? Verdict.DUPLICATE : Verdict.CONFLICTING_VALUE;
    }
    if (value == event.oldValue()) {
      return Verdict.DUPLICATE;
    }
    double undone =
        particulars == null ? 0 : particulars.undo(event.time(), value, newest ? value : lastValue);
    offset = Rounding.off(offset - undone);
    rate.shifted(event.time(), -undone);
    boolean moved = rate.corrected(event.time(), totalOf(value, event.time())) || undone != 0;
    if (newest) {
      lastValue = value;
    }
    return newest || moved ? Verdict.ACCEPTED : Verdict.LATE;
  }

  private Verdict correctIncrease(RecentReadings recent, Event.MeterCorrected event) {
    double by = event.newValue() - event.oldValue();
    if (!(event.newValue() >= 0 && isCountable(lastValue + by))) {
      return Verdict.IMPLAUSIBLE_CORRECTION;
    }
    Verdict verdict = recent.correct(event);
    if (verdict == Verdict.ACCEPTED) {
      count(event.time(), Rounding.off(lastValue + by));
    }
    return verdict;
  }

  /** Of a counter that is derived from a state: the readings its total goes back to. */
  RecentReadings recent() {
    return particulars().recent();
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
    return value + (particulars == null ? offset : particulars.offsetAt(time, offset));
  }

  /** How fast life-to-date has grown of late; null when it is no counter. */
  public @Nullable UsageRate rate() {
    return rate;
  }

  public @Nullable MeterState snapshot() {
    if (!hasReading()) {
      return null;
    }
    RateState pace = rate == null ? null : rate.snapshot();
    return particulars == null
        ? new MeterState(lastTime, lastValue, offset, List.of(), pace, null, null)
        : particulars.added(lastTime, lastValue, offset, pace);
  }

  public void restore(MeterState state) {
    lastTime = state.lastTime();
    lastValue = state.lastValue();
    offset = state.offset();
    if (rate != null && state.rate() != null) {
      nextRatePoint = rate.restore(state.rate());
    }
    if (particulars != null || !state.moves().isEmpty()) {
      particulars().restore(state);
    }
  }
}
