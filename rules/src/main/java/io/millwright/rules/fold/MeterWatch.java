package io.millwright.rules.fold;

import io.millwright.rules.condition.MeterLeafTrack;
import io.millwright.rules.due.PlanTrack;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.meter.MeterTrack;
import java.util.Arrays;

/**
 * One meter and the rules that watch it. Nearly all readings are nobody's business, so it knows how
 * far the meter may move before one of its rules could have something to do: the quiet band. The
 * band may be narrower than need be, never wider: what could bring a rule nearer to having
 * something to do must {@link #wake} it. A tick need not when it can only raise an order or begin a
 * calendar.
 */
class MeterWatch {
  private static final PlanTrack[] NO_PLANS = {};
  private static final MeterLeafTrack[] NO_LEAVES = {};

  final MeterTrack meter;
  private PlanTrack[] plans = NO_PLANS;
  private MeterLeafTrack[] leaves = NO_LEAVES;

  /** Quiet is from here ... */
  private double lowest = Double.POSITIVE_INFINITY;

  /** ... to here, both included, as the meter shows it, */
  private double highest = Double.NEGATIVE_INFINITY;

  /** below this life-to-date, */
  private double dueTotal;

  /** and before this time. */
  private long dueTime;

  MeterWatch(MeterTrack meter) {
    this.meter = meter;
  }

  void watchedBy(PlanTrack plan) {
    plans = Arrays.copyOf(plans, plans.length + 1);
    plans[plans.length - 1] = plan;
  }

  void watchedBy(MeterLeafTrack leaf) {
    leaves = Arrays.copyOf(leaves, leaves.length + 1);
    leaves[leaves.length - 1] = leaf;
  }

  /** Takes a good reading. */
  Verdict read(long time, double value, boolean live, Outcomes out) {
    Verdict verdict = meter.read(time, value);
    if (verdict == Verdict.ACCEPTED && !isQuiet(time, value)) {
      boolean newest = time == meter.lastTime();
      look(time, value, live && newest, newest, out);
    }
    return verdict;
  }

  /**
   * Takes that a derived total may have moved.
   *
   * @param before time of its newest movement before
   * @param live whether that came of a live reading
   */
  void moved(long before, boolean live, Outcomes out) {
    long time = meter.lastTime();
    if (!isQuiet(time, meter.total())) {
      look(time, meter.total(), live, time > before, out);
    }
  }

  /**
   * Lets every rule look. An increase that came late moves the total, but raises nothing by itself
   * and is no value to be compared with a limit.
   */
  private void look(long time, double value, boolean live, boolean newest, Outcomes out) {
    for (PlanTrack plan : plans) {
      plan.usageMoved(time, live, out);
    }
    if (newest) {
      for (MeterLeafTrack leaf : leaves) {
        leaf.read(time, value, live, out);
      }
    }
    settle();
  }

  Verdict replaced(Event.MeterReplaced event, Outcomes out) {
    Verdict verdict = meter.replaced(event.time(), event.oldFinal(), event.newInitial());
    if (verdict == Verdict.ACCEPTED) {
      for (PlanTrack plan : plans) {
        plan.usageMoved(event.time(), true, out);
      }
      wake();
    }
    return verdict;
  }

  Verdict corrected(Event.MeterCorrected event, Outcomes out) {
    Verdict verdict = meter.corrected(event);
    if (verdict == Verdict.ACCEPTED) {
      for (PlanTrack plan : plans) {
        plan.usageCorrected(meter, out);
      }
      wake();
    }
    return verdict;
  }

  private boolean isQuiet(long time, double value) {
    return value >= lowest && value <= highest && meter.total() < dueTotal && time < dueTime;
  }

  /** Lets the next reading look at every rule. */
  void wake() {
    lowest = Double.POSITIVE_INFINITY;
  }

  private void settle() {
    lowest = Double.NEGATIVE_INFINITY;
    highest = Double.POSITIVE_INFINITY;
    dueTotal = Double.POSITIVE_INFINITY;
    dueTime = Long.MAX_VALUE;
    for (PlanTrack plan : plans) {
      dueTotal = Math.min(dueTotal, plan.nextTotal(meter));
      dueTime = Math.min(dueTime, plan.nextTime(meter));
    }
    for (MeterLeafTrack leaf : leaves) {
      lowest =
          Math.max(lowest, leaf.isAwake() ? Double.POSITIVE_INFINITY : leaf.quietFromShown());
      highest = Math.min(highest, leaf.quietToShown());
    }
  }
}
