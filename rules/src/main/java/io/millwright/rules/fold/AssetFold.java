package io.millwright.rules.fold;

import io.millwright.rules.fold.AssetState.ConditionState;
import io.millwright.rules.fold.AssetState.MeterState;
import io.millwright.rules.fold.AssetState.PlanState;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one asset: its meters and the rules that apply to it. {@code state' = step(state,
 * event)}, with the state held in place for speed; {@link #snapshot()} and {@link #restore} give
 * and take it as a value. Not thread-safe: one thread owns it.
 */
public final class AssetFold {
  private static final PlanTrack[] NO_PLANS = {};
  private static final ConditionTrack[] NO_CONDITIONS = {};

  private final Asset asset;
  private final MeterTrack[] meters;
  private final Map<String, Integer> meterIndex = new HashMap<>();
  private final Map<String, PlanTrack> plans = new HashMap<>();
  private final Map<String, ConditionTrack> conditions = new HashMap<>();
  private final PlanTrack[][] plansOfMeter;
  private final ConditionTrack[][] conditionsOfMeter;
  private final Map<String, List<ConditionTrack>> conditionsOfFault = new HashMap<>();
  private final PlanTrack[] calendarPlans;

  /**
   * A fold at the beginning.
   *
   * @param asset the asset
   * @param planSet all rules; those that do not apply are left out, and so are those whose meter
   *     this asset does not have (or has in another unit)
   */
  public AssetFold(Asset asset, PlanSet planSet) {
    this.asset = asset;
    int count = asset.meters().size();
    meters = new MeterTrack[count];
    plansOfMeter = new PlanTrack[count][];
    conditionsOfMeter = new ConditionTrack[count][];
    for (int i = 0; i < count; i++) {
      meters[i] = new MeterTrack(asset.meters().get(i));
      meterIndex.put(asset.meters().get(i).name(), i);
      plansOfMeter[i] = NO_PLANS;
      conditionsOfMeter[i] = NO_CONDITIONS;
    }
    List<PlanTrack> timed = new ArrayList<>();
    for (Rule rule : planSet.of(asset)) {
      if (rule instanceof MaintenancePlan plan) {
        addPlan(plan, timed);
      } else if (rule instanceof Condition condition) {
        addCondition(condition);
      }
    }
    calendarPlans = timed.toArray(NO_PLANS);
  }

  private void addPlan(MaintenancePlan plan, List<PlanTrack> timed) {
    int meter = plan.usage() == null ? -1 : meter(plan.usage().meter(), plan.usage().unit());
    if (meter < 0 && plan.calendar() == null) {
      return;
    }
    PlanTrack track = new PlanTrack(asset, plan, meter < 0 ? null : meters[meter]);
    plans.put(plan.id(), track);
    if (meter >= 0) {
      plansOfMeter[meter] = append(plansOfMeter[meter], track);
    }
    if (track.watchesCalendar()) {
      timed.add(track);
    }
  }

  private void addCondition(Condition condition) {
    ConditionTrack track = new ConditionTrack(asset, condition);
    if (condition.signal() instanceof Condition.Limit limit) {
      int meter = meter(limit.meter(), limit.unit());
      if (meter < 0) {
        return;
      }
      conditionsOfMeter[meter] = append(conditionsOfMeter[meter], track);
    } else if (condition.signal() instanceof Condition.FaultCode fault) {
      conditionsOfFault.computeIfAbsent(fault.code(), code -> new ArrayList<>()).add(track);
    }
    conditions.put(condition.id(), track);
  }

  private int meter(String name, String unit) {
    Integer index = meterIndex.get(name);
    return index == null || !asset.meters().get(index).unit().equals(unit) ? -1 : index;
  }

  private static <T> T[] append(T[] array, T element) {
    T[] longer = java.util.Arrays.copyOf(array, array.length + 1);
    longer[array.length] = element;
    return longer;
  }

  /** The asset this is the fold of. */
  public Asset asset() {
    return asset;
  }

  /**
   * Folds one event.
   *
   * @param event what happened, for this asset
   * @param out receives what follows from it
   * @return what the fold thinks of it; state changed only when {@link Verdict#ACCEPTED}
   * @throws IllegalArgumentException when the asset has no meter of that name
   */
  public Verdict step(Event event, Outcomes out) {
    if (event instanceof Event.Reading reading) {
      return reading(index(reading.meter()), reading.time(), reading.value(), reading.flags(), out);
    } else if (event instanceof Event.Fault fault) {
      return fault(fault, out);
    } else if (event instanceof Event.MeterReplaced replaced) {
      return replaced(replaced, out);
    } else if (event instanceof Event.OrderClosed closed) {
      return closed(closed, out);
    } else {
      return tick(event.time(), out);
    }
  }

  private int index(String meter) {
    Integer index = meterIndex.get(meter);
    if (index == null) {
      throw new IllegalArgumentException(asset.tag() + " has no meter '" + meter + "'");
    }
    return index;
  }

  /**
   * Folds one reading: the fast path of {@link #step}.
   *
   * @param index the meter's position in {@link Asset#meters()}
   * @param time epoch milliseconds
   * @param value a finite number
   * @param flags see {@link ReadingFlags}
   * @param out receives what follows from it
   * @return what the fold thinks of it
   */
  public Verdict reading(int index, long time, double value, int flags, Outcomes out) {
    if (!ReadingFlags.isGood(flags)) {
      return Verdict.NOT_GOOD;
    }
    MeterTrack meter = meters[index];
    Verdict verdict = meter.read(time, value);
    if (verdict != Verdict.ACCEPTED) {
      return verdict;
    }
    boolean live = !ReadingFlags.isHistorical(flags);
    usageMoved(index, time, live, out);
    for (ConditionTrack condition : conditionsOfMeter[index]) {
      condition.read(time, value, live, out);
    }
    return verdict;
  }

  private void usageMoved(int index, long time, boolean live, Outcomes out) {
    MeterTrack meter = meters[index];
    for (PlanTrack plan : plansOfMeter[index]) {
      plan.begin(time);
      if (live && plan.isDue(time, meter.total())) {
        plan.raise(time, out);
      }
    }
  }

  private Verdict fault(Event.Fault event, Outcomes out) {
    Verdict verdict = Verdict.WITHOUT_EFFECT;
    for (ConditionTrack condition : conditionsOfFault.getOrDefault(event.code(), List.of())) {
      verdict = condition.fault(event.time(), event.active(), out);
    }
    return verdict;
  }

  private Verdict replaced(Event.MeterReplaced event, Outcomes out) {
    int index = index(event.meter());
    Verdict verdict = meters[index].replaced(event.time(), event.oldFinal(), event.newInitial());
    if (verdict == Verdict.ACCEPTED) {
      usageMoved(index, event.time(), true, out);
    }
    return verdict;
  }

  private Verdict closed(Event.OrderClosed event, Outcomes out) {
    PlanTrack plan = plans.get(event.rule());
    if (plan != null) {
      Verdict verdict = plan.close(event, out);
      if (verdict == Verdict.ACCEPTED && plan.isDue(event.time())) {
        plan.raise(event.time(), out);
      }
      return verdict;
    }
    ConditionTrack condition = conditions.get(event.rule());
    return condition == null ? Verdict.WITHOUT_EFFECT : condition.close(event, out);
  }

  private Verdict tick(long time, Outcomes out) {
    Verdict verdict = Verdict.WITHOUT_EFFECT;
    for (PlanTrack plan : calendarPlans) {
      if (plan.nextTick() <= time) {
        plan.begin(time);
        verdict = Verdict.ACCEPTED;
        if (plan.isDue(time)) {
          plan.raise(time, out);
        }
      }
    }
    return verdict;
  }

  /**
   * When a {@link Event.Tick} would next have an effect.
   *
   * @return epoch milliseconds; Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  public long nextTick() {
    long next = Long.MAX_VALUE;
    for (PlanTrack plan : calendarPlans) {
      next = Math.min(next, plan.nextTick());
    }
    return next;
  }

  /**
   * A counter's life-to-date.
   *
   * @param meter the meter's name
   * @return in the meter's unit, or null before the first reading
   */
  public @Nullable Double lifeToDate(String meter) {
    MeterTrack track = meters[index(meter)];
    return track.hasReading() ? track.total() : null;
  }

  /** The state as a value. */
  public AssetState snapshot() {
    Map<String, MeterState> meterStates = new HashMap<>();
    for (MeterTrack meter : meters) {
      if (meter.hasReading()) {
        meterStates.put(meter.meter.name(), meter.snapshot());
      }
    }
    Map<String, PlanState> planStates = new HashMap<>();
    plans.forEach(
        (id, plan) -> {
          PlanState state = plan.snapshot();
          if (state != null) {
            planStates.put(id, state);
          }
        });
    Map<String, ConditionState> conditionStates = new HashMap<>();
    conditions.forEach(
        (id, condition) -> {
          ConditionState state = condition.snapshot();
          if (state != null) {
            conditionStates.put(id, state);
          }
        });
    return new AssetState(meterStates, planStates, conditionStates);
  }

  /**
   * Puts a state in place; what it holds of meters and rules that are no more is left out.
   *
   * @param state a snapshot of this asset's fold, perhaps under earlier plans
   * @return this fold
   */
  public AssetFold restore(AssetState state) {
    for (MeterTrack meter : meters) {
      MeterState kept = state.meters().get(meter.meter.name());
      if (kept != null) {
        meter.restore(kept);
      }
    }
    state.plans().forEach((id, kept) -> restorePlan(plans.get(id), kept));
    state.conditions().forEach((id, kept) -> restoreCondition(conditions.get(id), kept));
    return this;
  }

  private static void restorePlan(@Nullable PlanTrack plan, PlanState kept) {
    if (plan != null) {
      plan.restore(kept);
    }
  }

  private static void restoreCondition(@Nullable ConditionTrack condition, ConditionState kept) {
    if (condition != null) {
      condition.restore(kept);
    }
  }
}
