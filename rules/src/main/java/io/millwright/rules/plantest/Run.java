package io.millwright.rules.plantest;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.model.Meter;
import io.millwright.rules.plan.PlanSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fold of a test's asset over what happens in the test, and what came of it. */
final class Run implements Outcomes {
  final AssetFold fold;
  final List<WorkOrder> orders = new ArrayList<>();
  final List<Escalation> escalations = new ArrayList<>();
  final List<Suppression> suppressions = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();

  /** What should have happened to orders that were not open. */
  final List<Step.OnOrder> idle = new ArrayList<>();

  /** By rule id. */
  final Map<String, WorkOrder> open = new HashMap<>();

  private Run(PlanTest test, PlanSet plans) {
    fold = new AssetFold(test.asset, plans);
  }

  /**
   * Runs a test.
   *
   * @param until the last time that is folded: epoch milliseconds
   */
  static Run of(PlanTest test, PlanSet plans, long until) {
    Run run = new Run(test, plans);
    for (Step step : test.steps) {
      if (step.at() > until) {
        break;
      } else if (step instanceof Step.Told told) {
        run.tell(told.at(), told.event());
      } else if (step instanceof Step.OnOrder onOrder) {
        run.happen(onOrder);
      }
    }
    return run;
  }

  private void tell(long at, Event event) {
    Verdict verdict = fold.step(event, this);
    if (!verdict.isBelieved()) {
      refusals.add(refusal(at, event, verdict));
    }
  }

  private Refusal refusal(long at, Event event, Verdict verdict) {
    if (event instanceof Event.Reading reading) {
      return new Refusal(at, reading.meter(), shown(reading.meter(), reading.value()), verdict);
    } else if (event instanceof Event.MeterReplaced replaced) {
      String shown = "replaced at " + shown(replaced.meter(), replaced.oldFinal());
      return new Refusal(at, replaced.meter(), shown, verdict);
    }
    if (event instanceof Event.MeterCorrected corrected) {
      String shown = "corrected to " + shown(corrected.meter(), corrected.newValue());
      return new Refusal(at, corrected.meter(), shown, verdict);
    }
    String what = event instanceof Event.Fault fault ? fault.code() : "event";
    return new Refusal(at, what, what, verdict);
  }

  private String shown(String meter, double value) {
    return fold.asset().meters().stream()
        .filter(m -> m.name().equals(meter))
        .map(Meter::unit)
        .map(unit -> Words.quantity(value, unit))
        .findFirst()
        .orElse(String.valueOf(value));
  }

  private void happen(Step.OnOrder step) {
    WorkOrder order = open.get(step.rule());
    if (order == null) {
      idle.add(step);
    } else {
      tell(step.at(), step.event(order.episode().cycle()));
    }
  }

  @Override
  public void raised(WorkOrder order) {
    orders.add(order);
    open.put(order.rule().id(), order);
  }

  @Override
  public void escalated(Escalation escalation) {
    escalations.add(escalation);
  }

  @Override
  public void closed(EpisodeClosed closed) {
    open.remove(closed.episode().rule());
  }

  @Override
  public void suppressed(Suppression suppression) {
    suppressions.add(suppression);
  }
}
