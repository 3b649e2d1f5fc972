package io.millwright.rules.meter;

import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Conversion;
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
   * @param conversion from the rule's unit to the meter's
   */
  Beliefs(MeterRule.Believe rule, Conversion conversion) {
    from = rule.from() == null ? Double.NEGATIVE_INFINITY : conversion.value(rule.from());
    to = rule.to() == null ? Double.POSITIVE_INFINITY : conversion.value(rule.to());
    MeterRule.Pace rise = rule.riseAtMost();
    pace =
        rise == null
            ? null
            : new MeterRule.Pace(conversion.difference(rise.by()), rise.perMillis());
    MeterRule.Jump step = rule.jump();
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
   * Judges the step from the newest believed reading to the next.
   *
   * @param elapsed milliseconds, above 0
   * @param time of the next
   * @param step how far the meter moved; of a counter, how much was used
   * @return the doubt, or null when it is believed
   */
  @Nullable Verdict doubt(long elapsed, long time, double step) {
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

  /** Takes a step that is believed. */
  void believed(long elapsed, long time, double step) {
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
