package io.millwright.rules.plantest;

import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.fold.Unbound;
import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.plan.UsageTrigger;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.MeterState;
import java.util.ArrayList;
import java.util.List;

/** Says from the state at some time of a test why a rule has raised nothing then. */
final class WhyNot {
  private final PlanTest test;
  private final Run run;
  private final long at;
  private final AssetState state;
  private final List<String> reasons = new ArrayList<>();

  private WhyNot(PlanTest test, PlanSet plans, long at) {
    this.test = test;
    this.run = Run.of(test, plans, at);
    this.at = at;
    this.state = run.fold.snapshot();
  }

  /**
   * Explains it.
   *
   * @param ruleId a rule of the plans
   * @param at epoch milliseconds
   * @return sentences, at least one
   */
  static List<String> explain(PlanTest test, PlanSet plans, String ruleId, long at) {
    WhyNot whyNot = new WhyNot(test, plans, at);
    plans.rules().stream().filter(rule -> rule.id().equals(ruleId)).forEach(whyNot::explain);
    return whyNot.reasons;
  }

  private void explain(Rule rule) {
    if (!rule.appliesTo().includes(test.asset)) {
      reasons.add(
          "it does not apply to "
              + test.asset.tag()
              + ", which is of the class "
              + test.asset.assetClass());
      return;
    }
    for (Unbound unbound : run.fold.unbound()) {
      if (unbound.rule().id().equals(rule.id())) {
        reasons.add(unbound.reason());
      }
    }
    WorkOrder open = run.open.get(rule.id());
    if (open != null) {
      reasons.add(
          "its order "
              + open.episode().cycle()
              + ", raised at "
              + words(open.raisedAt())
              + ", is open; there is one at a time");
    } else if (rule instanceof MaintenancePlan plan) {
      usage(plan);
      calendar(plan);
    } else {
      reasons.addAll(run.fold.standing(rule.id(), at, this::words));
    }
    run.suppressions.stream()
        .filter(s -> s.episode().rule().equals(rule.id()))
        .reduce((earlier, later) -> later)
        .ifPresent(this::suppressed);
  }

  private void suppressed(Suppression last) {
    reasons.add("suppressed at " + words(last.time()) + ": " + last.detail());
  }

  private String words(long time) {
    return test.timeline.words(time);
  }

  private void usage(MaintenancePlan plan) {
    UsageTrigger usage = plan.usage();
    if (usage == null || isUnbound(plan)) {
      return;
    }
    AssetState.PlanState baseline = state.plans().get(plan.id());
    MeterState meter = state.meters().get(usage.meter());
    if (meter == null || baseline == null || baseline.baseTotal() == null) {
      reasons.add(usage.meter() + " has no good reading yet");
      return;
    }
    double due = baseline.baseTotal() + usage.every();
    reasons.add(
        usage.meter()
            + " is at "
            + Words.number(meter.lastValue() + meter.offset())
            + " of "
            + Words.quantity(due, usage.unit())
            + (usage.lead() > 0
                ? "; lead "
                    + Words.number(usage.lead())
                    + ": raised from "
                    + Words.quantity(due - usage.lead(), usage.unit())
                : "")
            + age(meter));
  }

  private boolean isUnbound(Rule rule) {
    return run.fold.unbound().stream().anyMatch(u -> u.rule().id().equals(rule.id()));
  }

  private String age(MeterState meter) {
    return meter.lastTime() == at ? "" : "; last read at " + words(meter.lastTime());
  }

  private void calendar(MaintenancePlan plan) {
    CalendarTrigger calendar = plan.calendar();
    if (calendar == null) {
      return;
    }
    AssetState.PlanState baseline = state.plans().get(plan.id());
    Long base = baseline == null ? null : baseline.baseTime();
    if (baseline == null || base == null) {
      reasons.add("its calendar has not begun: that takes a reading or a tick");
      return;
    }
    Long anchor = baseline.anchorTime();
    long due = calendar.dueAfter(base, anchor == null ? base : anchor, test.asset.zone());
    long raise = calendar.raiseBefore(due, test.asset.zone());
    reasons.add(
        "by calendar it is due at "
            + words(due)
            + (raise == due ? "" : ", raised from " + words(raise))
            + (raise <= at ? ": the next live reading or tick raises it" : ""));
  }
}
