package io.millwright.rules.fold;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.Event;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.AlarmState;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.HalfState;
import io.millwright.rules.state.AssetState.PlanState;
import io.millwright.rules.state.ConditionPhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of meters and rules that are not evaluated at present. It rests, but for one thing: the
 * orders that such a rule has raised before are still closed by the executing system.
 *
 * @param state only what no meter or rule of the fold has asked for
 */
record DormantState(AssetState state) {
  static final DormantState NONE = new DormantState(AssetState.EMPTY);

  /** The state after an order was closed; null when it has no such order open. */
  @Nullable DormantState closed(String asset, Event.OrderClosed event, Outcomes out) {
    PlanState plan = state.plans().get(event.rule());
    ConditionState condition = state.conditions().get(event.rule());
    Map<String, PlanState> plans = new HashMap<>(state.plans());
    Map<String, ConditionState> conditions = new HashMap<>(state.conditions());
    if (plan != null
        && plan.open() != null
        && plan.open().coveredBy() == null
        && plan.cycle() == event.cycle()) {
      plans.put(event.rule(), closed(plan, event));
    } else if (condition != null && condition.open() && condition.cycle() == event.cycle()) {
      conditions.put(event.rule(), closed(condition, event));
    } else {
      return null;
    }
    EpisodeKey key = new EpisodeKey(asset, event.rule(), event.cycle());
    out.closed(new EpisodeClosed(key, event.time(), event.completed()));
    return new DormantState(new AssetState(state.meters(), plans, conditions, state.faults()));
  }

  /** The state after an order was closed that may have covered plans that rest here. */
  DormantState released(Event.OrderClosed event) {
    Map<String, PlanState> plans = new HashMap<>(state.plans());
    plans.replaceAll(
        (id, plan) ->
            plan.open() != null
                    && new Cover(event.rule(), event.cycle()).equals(plan.open().coveredBy())
                ? closed(plan, event)
                : plan);
    return new DormantState(
        new AssetState(state.meters(), plans, state.conditions(), state.faults()));
  }

  /** After a completion it would count from here; nobody knows the usage meters, so they rest. */
  private static PlanState closed(PlanState plan, Event.OrderClosed event) {
    List<HalfState> halves = new ArrayList<>();
    for (HalfState half : plan.halves()) {
      if (!event.completed()) {
        halves.add(half);
      } else if (half.meter() == null) {
        halves.add(new HalfState(null, event.time(), event.time()));
      }
    }
    return new PlanState(halves, plan.cycle(), null, plan.heldBack(), null, plan.skips());
  }

  /** What a person has ordered stays. */
  private static AlarmState closed(AlarmState alarm, boolean done) {
    return new AlarmState(
        done ? ConditionPhase.NORMAL : alarm.phase(),
        done ? null : alarm.since(),
        done ? null : alarm.activeSince(),
        false,
        false,
        alarm.notBefore(),
        alarm.shelvedAt(),
        alarm.shelf(),
        done ? Map.of() : alarm.action());
  }

  private static ConditionState closed(ConditionState condition, Event.OrderClosed event) {
    boolean done = event.completed();
    return new ConditionState(
        condition.cycle(),
        false,
        done ? Long.valueOf(event.time()) : condition.ignoreUntil(),
        condition.heldBack(),
        condition.gateSince(),
        done ? Map.of() : condition.leaves(),
        condition.alarm() == null ? null : closed(condition.alarm(), done),
        null);
  }
}
