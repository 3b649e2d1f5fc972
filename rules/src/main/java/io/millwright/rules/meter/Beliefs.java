package io.millwright.rules.meter;

import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Conversion;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Units;
import io.millwright.rules.plan.MeterRule;
import io.millwright.rules.state.AssetState.BeliefState;
import org.jspecify.annotations.Nullable;

/**
 * What can be believed of a meter, in its own unit. Whatever it doubts changes nothing in it: a
 * reading that is not believed is not in the log, so no later one may depend on it.
 */
final class Beliefs {
  private static final long NEVER = Long.MIN_VALUE;

  private final double from;
  private final double to;
  private final MeterRule.@Nullable Pace pace;
  private final MeterRule.@Nullable Jump jump;
  private final long stuckAfter;

  /** How much of one {@code per} may still come at once. */
  private double slack;

  /** When the present value was first shown. */
  private long since = NEVER;

  /**
   * Creates it.
   *
   * @param rule what the plan file says
   * @param meter of which it is said
   * @throws IllegalArgumentException when it does not fit the meter; the message says why
   */
  Beliefs(MeterRule.Believe rule, Meter meter) {
    Conversion conversion = Units.between(rule.unit(), meter.unit());
    MeterRule.Pace rise = rule.riseAtMost();
    MeterRule.Jump step = rule.jump();
    if (conversion == null) {
      throw new IllegalArgumentException(
          "it is believed in " + rule.unit() + ", but counts in " + meter.unit());
    }
    if (rise != null && meter.kind() != MeterKind.COUNTER) {
      throw new IllegalArgumentException(
          "it is a " + meter.kind().word() + ", and only of a counter 'rise_at_most' can be said");
    }
    from = rule.from() == null ? Double.NEGATIVE_INFINITY : conversion.value(rule.from());
    to = rule.to() == null ? Double.POSITIVE_INFINITY : conversion.value(rule.to());
    pace =
        rise == null
            ? null
            : new MeterRule.Pace(conversion.difference(rise.by()), rise.perMillis());
    jump =
        step == null
            ? null
            : new MeterRule.Jump(conversion.difference(step.by()), step.withinMillis());
    stuckAfter = rule.stuckAfterMillis() == null ? Long.MAX_VALUE : rule.stuckAfterMillis();
    slack = pace == null ? 0 : pace.by();
  }

  boolean isInRange(double value) {
    return value >= from && value <= to;
  }

  /**
   * Judges the step from the newest believed reading to the next, and takes it when it is believed.
   *
   * @param last time of the newest, or {@link Long#MIN_VALUE} when there is none
   * @param time of the next, later
   * @param step how far the meter moved; of a counter, how much was used
   * @return the doubt, or null when it is believed
   */
  @Nullable Verdict judge(long last, long time, double step) {
    if (last == NEVER) {
      begin(time);
      return null;
    }
    Verdict doubt = doubt(time - last, time, step);
    if (doubt == null) {
      believed(time - last, time, step);
    }
    return doubt;
  }

  private @Nullable Verdict doubt(long elapsed, long time, double step) {
    if (jump != null && elapsed <= jump.withinMillis() && Math.abs(step) > jump.by()) {
      return Verdict.JUMP;
    }
    if (step == 0 && since != NEVER && time - since > stuckAfter) {
      return Verdict.STUCK_VALUE;
    }
    return pace != null && step > allowed(pace, elapsed) + Rounding.SLACK
        ? Verdict.FASTER_THAN_TIME
        : null;
  }

  /** What may be used in a time: its share, and once what a meter may show in one step. */
  private double allowed(MeterRule.Pace rise, long elapsed) {
    return slack + rise.by() * elapsed / rise.perMillis();
  }

  private void believed(long elapsed, long time, double step) {
    if (pace != null) {
      slack = Math.max(0, Math.min(pace.by(), allowed(pace, elapsed) - step));
    }
    if (step != 0 || since == NEVER) {
      since = time;
    }
  }

  /** Begins anew: the meter's first reading, or one that a person answers for. */
  void begin(long time) {
    slack = pace == null ? 0 : pace.by();
    since = time;
  }

  @Nullable BeliefState snapshot() {
    return since == NEVER ? null : new BeliefState(slack, since);
  }

  void restore(BeliefState state) {
    slack = pace == null ? 0 : Math.min(pace.by(), state.slack());
    since = state.since();
  }
}
