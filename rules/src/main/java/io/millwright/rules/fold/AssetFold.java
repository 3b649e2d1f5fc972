package io.millwright.rules.fold;

import io.millwright.rules.condition.ConditionTrack;
import io.millwright.rules.due.PlanTrack;
import io.millwright.rules.due.Prospect;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.EventTime;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one asset: its meters and the rules that apply to it. {@code state' = step(state,
 * event)}, with the state held in place for speed; {@link #snapshot()} and {@link #restore} give
 * and take it as a value. Not thread-safe: one thread owns it.
 */
public final class AssetFold {
  private final Asset asset;
  private final PlanSet planSet;
  private final RuleBinding bound;

  /** The same as in the binding, one step nearer. */
  private final MeterWatch[] watches;

  private DormantState dormant = DormantState.NONE;

  /**
   * A fold at the beginning.
   *
   * @param asset the asset
   * @param planSet all rules; those that do not apply are left out, and so are those that do not
   *     fit this asset's meters: see {@link #unbound()}
   */
  public AssetFold(Asset asset, PlanSet planSet) {
    this.asset = asset;
    this.planSet = planSet;
    this.bound = new RuleBinding(asset, planSet);
    this.watches = bound.watches;
  }

  /** The asset this is the fold of. */
  public Asset asset() {
    return asset;
  }

  /** All rules that are active, also those that are not for this asset. */
  public PlanSet planSet() {
    return planSet;
  }

  /**
   * The rules that are meant for this asset but cannot be evaluated on it, and why: a meter that it
   * does not have or has in another unit, or usage of something that is no counter.
   *
   * @return in the order of the plans; empty when everything fits
   */
  public List<Unbound> unbound() {
    return List.copyOf(bound.unbound);
  }

  /**
   * What the plan file says of meters, for this asset, but does not fit them.
   *
   * @return in the order of the plan file; empty when everything fits
   */
  public List<UnboundMeter> unboundMeters() {
    return bound.meters.unbound();
  }

  /**
   * Folds one event. Total: every event gets a verdict, none throws.
   *
   * @param event what happened, for this asset
   * @param out receives what follows from it
   * @return what the fold thinks of it; state changed only when {@link Verdict#ACCEPTED}
   */
  public Verdict step(Event event, Outcomes out) {
    if (event instanceof Event.Reading reading) {
      MeterWatch watch = bound.meters.own(reading.meter());
      return watch == null
          ? Verdict.UNKNOWN_METER
          : reading(watch, reading.time(), reading.value(), reading.flags(), out);
    }
    if (!EventTime.isPlausible(event.time())) {
      return Verdict.IMPLAUSIBLE_TIME;
    }
    if (event instanceof Event.Fault fault) {
      return bound.faults.seen(fault, out);
    } else if (event instanceof Event.MeterReplaced replaced) {
      return replaced(replaced, out);
    } else if (event instanceof Event.MeterCorrected corrected) {
      return corrected(corrected, out);
    } else if (event instanceof Event.OrderClosed closed) {
      return closed(closed, out);
    } else if (event instanceof Event.OrderDeferred deferred) {
      return deferred(deferred);
    } else if (event instanceof Event.OccurrenceSkipped skipped) {
      return skipped(skipped, out);
    } else if (event instanceof Event.ConditionShelved shelved) {
      ConditionTrack condition = bound.conditions.get(shelved.rule());
      return condition == null ? Verdict.WITHOUT_EFFECT : condition.shelve(shelved);
    } else if (event instanceof Event.ConditionUnshelved unshelved) {
      ConditionTrack condition = bound.conditions.get(unshelved.rule());
      return condition == null ? Verdict.WITHOUT_EFFECT : condition.unshelve(unshelved, out);
    } else {
      return bound.timed.tick(event.time(), this::wake, out);
    }
  }

  /**
   * Folds one reading: the fast path of {@link #step}.
   *
   * @param index the meter's position in {@link Asset#meters()}
   * @param time epoch milliseconds
   * @param value what the meter shows; conditions look at it as it is shown, also on a counter
   * @param flags see {@link ReadingFlags}
   * @param out receives what follows from it
   * @return what the fold thinks of it
   */
  public Verdict reading(int index, long time, double value, int flags, Outcomes out) {
    return reading(watches[index], time, value, flags, out);
  }

  private static Verdict reading(
      MeterWatch watch, long time, double value, int flags, Outcomes out) {
    if (!Double.isFinite(value)) {
      return Verdict.IMPLAUSIBLE_VALUE;
    }
    if (!EventTime.isPlausible(time)) {
      return Verdict.IMPLAUSIBLE_TIME;
    }
    if (!ReadingFlags.isGood(flags)) {
      return Verdict.NOT_GOOD;
    }
    return watch.read(time, value, !ReadingFlags.isHistorical(flags), out);
  }

  private Verdict replaced(Event.MeterReplaced event, Outcomes out) {
    MeterWatch watch = bound.meters.own(event.meter());
    return watch == null ? Verdict.UNKNOWN_METER : watch.replaced(event, out);
  }

  private Verdict corrected(Event.MeterCorrected event, Outcomes out) {
    MeterWatch watch = bound.meters.own(event.meter());
    return watch == null ? Verdict.UNKNOWN_METER : watch.corrected(event, out);
  }

  private Verdict closed(Event.OrderClosed event, Outcomes out) {
    wake();
    PlanTrack plan = bound.plans.get(event.rule());
    if (plan != null) {
      Verdict verdict = plan.close(event, out);
      dormant = verdict == Verdict.ACCEPTED ? dormant.released(event) : dormant;
      return verdict;
    }
    ConditionTrack condition = bound.conditions.get(event.rule());
    if (condition != null) {
      Verdict verdict = condition.close(event, out);
      // It may have been a plan when that order took in the work of others.
      return verdict == Verdict.ACCEPTED ? released(event, out) : verdict;
    }
    DormantState after = dormant.closed(asset.tag(), event, out);
    if (after == null) {
      return Verdict.WITHOUT_EFFECT;
    }
    dormant = after;
    return released(event, out);
  }

  private Verdict released(Event.OrderClosed event, Outcomes out) {
    bound.companions.release(event, null, out);
    dormant = dormant.released(event);
    return Verdict.ACCEPTED;
  }

  private Verdict deferred(Event.OrderDeferred event) {
    wake();
    PlanTrack plan = bound.plans.get(event.rule());
    return plan == null ? Verdict.WITHOUT_EFFECT : plan.defer(event);
  }

  private Verdict skipped(Event.OccurrenceSkipped event, Outcomes out) {
    wake();
    PlanTrack plan = bound.plans.get(event.rule());
    return plan == null ? Verdict.WITHOUT_EFFECT : plan.skip(event, out);
  }

  /**
   * What keeps the next occurrence of a plan from being left out.
   *
   * @param event what is to be said
   * @return one sentence; null when nothing does, or when it is left out already
   */
  public @Nullable String skipObstacle(Event.OccurrenceSkipped event) {
    PlanTrack plan = bound.plans.get(event.rule());
    return plan == null
        ? event.rule() + " is no plan that is counted on " + asset.tag()
        : plan.skipObstacle(event);
  }

  private void wake() {
    for (MeterWatch watch : bound.watchByName.values()) {
      watch.wake();
    }
  }

  /**
   * When a {@link Event.Tick} would next have an effect.
   *
   * @return epoch milliseconds; Long.MIN_VALUE for at once, Long.MAX_VALUE for never
   */
  public long nextTick() {
    return bound.timed.nextTick();
  }

  /**
   * A counter's life-to-date; of any other meter, the value it shows.
   *
   * @param meter the meter's name
   * @return in the meter's unit, or null before the first reading
   * @throws IllegalArgumentException when the asset has no meter of that name
   */
  public @Nullable Double lifeToDate(String meter) {
    MeterWatch watch = bound.watchByName.get(meter);
    if (watch == null) {
      throw new IllegalArgumentException(asset.tag() + " has no meter '" + meter + "'");
    }
    return watch.meter.hasReading() ? watch.meter.total() : null;
  }

  /**
   * The time of a meter's newest good reading, or of its replacement when that is newer.
   *
   * @param index the meter's position in {@link Asset#meters()}
   * @return epoch milliseconds; Long.MIN_VALUE before the first reading
   */
  public long newestReading(int index) {
    return watches[index].meter.lastTime();
  }

  /**
   * The cycle of a rule's open episode.
   *
   * @param rule the rule's id
   * @return 0 when none is open or the rule is not watched
   */
  public int openCycle(String rule) {
    PlanTrack plan = bound.plans.get(rule);
    ConditionTrack condition = bound.conditions.get(rule);
    return plan != null ? plan.openCycle() : condition != null ? condition.openCycle() : 0;
  }

  /**
   * The conditions that are watched on the asset.
   *
   * @return their ids, in the order of the plans
   */
  public Set<String> conditions() {
    return Collections.unmodifiableSet(bound.conditions.keySet());
  }

  /** Lets a rule say how far it is from raising an order; nothing when it is not watched. */
  public void explain(String rule, Reasons reasons) {
    PlanTrack plan = bound.plans.get(rule);
    ConditionTrack condition = bound.conditions.get(rule);
    if (plan != null) {
      plan.explain(reasons);
    } else if (condition != null) {
      condition.explain(reasons);
    }
  }

  /** What the plans that are watched here are due for, in the order of the plans. */
  public List<Prospect> prospects() {
    return bound.plans.values().stream().map(PlanTrack::prospect).toList();
  }

  /** The state as a value. */
  public AssetState snapshot() {
    return FoldState.of(bound, dormant);
  }

  /**
   * Puts a state in place. To be called on a fold at the beginning. What the state holds of meters
   * and rules that are not here now is kept for when they come back: a rule that began to count its
   * episodes anew would give the ids of old orders to new ones.
   *
   * @param state a snapshot of this asset's fold, perhaps under earlier plans
   * @return this fold
   */
  public AssetFold restore(AssetState state) {
    dormant = FoldState.restore(bound, state);
    wake();
    return this;
  }
}
