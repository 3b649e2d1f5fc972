package io.millwright.rules.fold;

import io.millwright.rules.condition.ConditionTrack;
import io.millwright.rules.condition.FaultBook;
import io.millwright.rules.due.PlanTrack;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Verdict;
import java.util.Collection;
import java.util.List;

/** What the mere passing of time can have an effect on. */
final class TimedRules {
  private final PlanTrack[] plans;
  private final ConditionTrack[] conditions;
  private final FaultBook faults;

  TimedRules(List<PlanTrack> plans, Collection<ConditionTrack> conditions, FaultBook faults) {
    this.plans = plans.toArray(PlanTrack[]::new);
    this.conditions = conditions.toArray(ConditionTrack[]::new);
    this.faults = faults;
  }

  /**
   * When a tick would next have an effect.
   *
   * @return epoch milliseconds; Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  long nextTick() {
    long next = Long.MAX_VALUE;
    for (PlanTrack plan : plans) {
      next = Math.min(next, plan.nextTick());
    }
    for (ConditionTrack condition : conditions) {
      next = Math.min(next, condition.nextTick());
    }
    return Math.min(next, faults.nextTick());
  }

  /**
   * Takes the passing of time.
   *
   * @param wake lets the next readings look at every rule
   */
  Verdict tick(long time, Runnable wake, Outcomes out) {
    Verdict verdict = Verdict.WITHOUT_EFFECT;
    for (PlanTrack plan : plans) {
      if (plan.nextTick() <= time) {
        plan.tick(time, out);
        verdict = Verdict.ACCEPTED;
      }
    }
    for (ConditionTrack condition : conditions) {
      if (condition.nextTick() <= time) {
        condition.tick(time, out);
        wake.run();
        verdict = Verdict.ACCEPTED;
      }
    }
    if (faults.nextTick() <= time) {
      faults.tick(time, out);
      wake.run();
      verdict = Verdict.ACCEPTED;
    }
    return verdict;
  }
}
