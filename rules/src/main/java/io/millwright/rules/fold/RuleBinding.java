package io.millwright.rules.fold;

import io.millwright.rules.condition.ConditionTrack;
import io.millwright.rules.condition.FaultBook;
import io.millwright.rules.due.Companions;
import io.millwright.rules.due.PlanTrack;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.Units;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.Gate;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.plan.UsageTrigger;
import io.millwright.rules.plan.Whichever;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ties the rules that apply to an asset to its meters, and says which ones do not fit. */
final class RuleBinding {
  final AssetMeters meters;
  final MeterWatch[] watches;

  /** With those that are derived, which have no readings. */
  final Map<String, MeterWatch> watchByName;

  final Map<String, PlanTrack> plans = new LinkedHashMap<>();
  final Companions companions = new Companions();
  final Map<String, ConditionTrack> conditions = new LinkedHashMap<>();
  final FaultBook faults = new FaultBook();
  final TimedRules timed;
  final List<Unbound> unbound = new ArrayList<>();

  private final Asset asset;

  RuleBinding(Asset asset, PlanSet planSet) {
    this.asset = asset;
    meters = MeterBinding.of(asset, planSet.metersOf(asset));
    watches = meters.watches().toArray(MeterWatch[]::new);
    watchByName = meters.byName();
    List<PlanTrack> timedPlans = new ArrayList<>();
    for (Rule rule : planSet.of(asset)) {
      if (rule instanceof MaintenancePlan plan) {
        bind(plan, timedPlans);
      } else if (rule instanceof Condition condition) {
        bind(condition);
      }
    }
    timed = new TimedRules(timedPlans, conditions.values(), faults);
  }

  private void bind(MaintenancePlan plan, List<PlanTrack> timedPlans) {
    List<MeterWatch> counted = new ArrayList<>();
    List<String> misfits = new ArrayList<>();
    for (UsageTrigger usage : plan.usage()) {
      String misfit = misfit(usage);
      MeterWatch watch = watchByName.get(usage.meter());
      if (misfit != null || watch == null) {
        misfits.add(String.valueOf(misfit));
      } else {
        counted.add(watch);
      }
    }
    boolean rest = plan.calendar() != null || !counted.isEmpty();
    // Without one of them, a plan that waits for all would come too early, or never.
    boolean bound = misfits.isEmpty() || (rest && plan.whichever() == Whichever.FIRST);
    if (!misfits.isEmpty()) {
      unbound.add(
          new Unbound(plan, String.join("; ", misfits) + (bound ? remaining(plan, counted) : "")));
    }
    if (!bound) {
      return;
    }
    PlanTrack track =
        new PlanTrack(
            asset,
            plan,
            counted.stream().map(watch -> watch.meter).toList(),
            companions,
            // A single meter is awake anyhow; thousands of plans need no object for it.
            counted.size() < 2 ? () -> {} : () -> counted.forEach(MeterWatch::wake));
    plans.put(plan.id(), track);
    counted.forEach(watch -> watch.watchedBy(track));
    if (plan.calendar() != null || !plan.window().isAlways() || plan.life().overdue() != null) {
      timedPlans.add(track);
    }
  }

  private static String remaining(MaintenancePlan plan, List<MeterWatch> counted) {
    return counted.stream()
        .map(watch -> watch.meter.meter.name())
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" and "),
                names ->
                    "; only "
                        + (names.isEmpty()
                            ? "its calendar is"
                            : plan.calendar() == null
                                ? names + " is"
                                : names + " and its calendar are")
                        + " watched"));
  }

  private void bind(Condition condition) {
    String misfit = misfit(condition.signal());
    Gate gate = condition.onlyWhile();
    if (misfit == null && gate != null) {
      misfit = misfit(gate.meter(), gate.unit());
    }
    if (misfit != null) {
      unbound.add(new Unbound(condition, misfit));
      return;
    }
    ConditionTrack track =
        new ConditionTrack(
            asset,
            condition,
            (owner, signal) -> new SignalBinding(watchByName, faults).track(signal, owner));
    if (gate != null) {
      new SignalBinding(watchByName, faults).gate(gate, track);
    }
    conditions.put(condition.id(), track);
  }

  private @Nullable String misfit(Signal signal) {
    if (signal instanceof Signal.Group group) {
      return group.parts().stream()
          .map(this::misfit)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    return signal instanceof Signal.MeterLeaf leaf ? misfit(leaf.meter(), leaf.unit()) : null;
  }

  private @Nullable String misfit(UsageTrigger usage) {
    String misfit = misfit(usage.meter(), usage.unit());
    MeterWatch watch = watchByName.get(usage.meter());
    if (misfit != null || watch == null) {
      return misfit;
    }
    Meter meter = watch.meter.meter;
    if (!watch.meter.isCounter()) {
      return asset.tag()
          + "'s meter "
          + usage.meter()
          + " is a "
          + meter.kind().word()
          + ", and usage can only be counted on a counter";
    }
    try {
      usage.in(meter.unit());
      return null;
    } catch (IllegalArgumentException e) {
      return "in " + meter.unit() + ", as " + usage.meter() + " counts, " + e.getMessage();
    }
  }

  private @Nullable String misfit(String name, @Nullable String unit) {
    MeterWatch watch = watchByName.get(name);
    if (watch == null) {
      return meters.missing(asset, name);
    }
    Meter meter = watch.meter.meter;
    return unit == null || Units.between(unit, meter.unit()) != null
        ? null
        : "the rule counts in "
            + unit
            + ", but "
            + asset.tag()
            + "'s meter "
            + name
            + " in "
            + meter.unit()
            + ", and neither can be converted to the other";
  }
}
