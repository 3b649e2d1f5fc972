package io.millwright.rules.fold;

import io.millwright.rules.condition.Watcher;
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
  private static final Watcher[] NO_WATCHERS = {};

  final MeterTrack meter;
  private PlanTrack[] plans = NO_PLANS;
  private Watcher[] watchers = NO_WATCHERS;

  /** Quiet is from here (half as many bits are enough for a band that may be narrower) ... */
  private float lowest = Float.POSITIVE_INFINITY;

  /** ... to here, both included, as the meter shows it, */
  private float highest = Float.NEGATIVE_INFINITY;

  /** not further than this from the reading before, */
  private float longestStep;

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

  void watchedBy(Watcher watcher) {
    watchers = Arrays.copyOf(watchers, watchers.length + 1);
    watchers[watchers.length - 1] = watcher;
  }

  /** Takes a good reading. */
  Verdict read(long time, double value, boolean live, Outcomes out) {
    long formerTime = meter.lastTime();
    double former = meter.lastValue();
    Verdict verdict = meter.read(time, value);
    if (verdict == Verdict.ACCEPTED && !(live && isQuiet(time, former))) {
      look(time, formerTime, former, live && time > formerTime, out);
    }
    return verdict;
  }

  /**
   * Takes that a derived total may have moved; down, when what it follows from was corrected.
   *
   * @param formerTime time of its newest movement before
   * @param former its value then
   * @param live whether that came of a live reading
   */
  void moved(long formerTime, double former, boolean live, Outcomes out) {
    long time = meter.lastTime();
    if (meter.lastValue() < former) {
      corrected(former);
    }
    if (!(live && isQuiet(time, former))) {
      look(time, formerTime, former, live, out);
    }
  }

  /** Tells the plans that the meter never got as far as it once showed, before they look. */
  private void corrected(double before) {
    for (PlanTrack plan : plans) {
      plan.usageCorrected(meter, before);
    }
    wake();
  }

  /**
   * Lets every rule look. An increase that came late moves the total, but raises nothing by itself
   * and is no value to be compared with a limit.
   */
  private void look(long time, long formerTime, double former, boolean live, Outcomes out) {
    for (PlanTrack plan : plans) {
      plan.usageMoved(time, live, out);
    }
    if (time > formerTime) {
      for (Watcher watcher : watchers) {
        watcher.read(time, meter.lastValue(), formerTime, former, live, out);
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
    double before = meter.total();
    Verdict verdict = meter.corrected(event);
    if (verdict == Verdict.ACCEPTED) {
      corrected(before);
      for (PlanTrack plan : plans) {
        plan.usageMoved(meter.lastTime(), true, out);
      }
    }
    return verdict;
  }

  private boolean isQuiet(long time, double former) {
    double value = meter.lastValue();
    return value >= lowest
        && value <= highest
        && Math.abs(value - former) <= longestStep
        && meter.total() < dueTotal
        && time < dueTime;
  }

  /** Lets the next reading look at every rule. */
  void wake() {
    lowest = Float.POSITIVE_INFINITY;
  }

  private void settle() {
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    double step = Double.POSITIVE_INFINITY;
    dueTotal = Double.POSITIVE_INFINITY;
    dueTime = Long.MAX_VALUE;
    for (PlanTrack plan : plans) {
      dueTotal = Math.min(dueTotal, plan.nextTotal(meter));
      dueTime = Math.min(dueTime, plan.nextTime(meter));
    }
    for (Watcher watcher : watchers) {
      from = Math.max(from, watcher.quietFrom());
      to = Math.min(to, watcher.quietTo());
      step = Math.min(step, watcher.quietStep());
      dueTime = Math.min(dueTime, watcher.quietUntil());
    }
    lowest = -atMost(-from);
    highest = atMost(to);
    longestStep = atMost(step);
  }

  private static float atMost(double value) {
    float near = (float) value;
    return near > value ? Math.nextDown(near) : near;
  }
}
