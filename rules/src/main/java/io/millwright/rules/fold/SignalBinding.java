package io.millwright.rules.fold;

import io.millwright.rules.condition.ConditionTrack;
import io.millwright.rules.condition.DeviationTrack;
import io.millwright.rules.condition.FaultBook;
import io.millwright.rules.condition.FaultCodeTrack;
import io.millwright.rules.condition.FaultTrack;
import io.millwright.rules.condition.GateTrack;
import io.millwright.rules.condition.GroupTrack;
import io.millwright.rules.condition.LeafPlace;
import io.millwright.rules.condition.LimitTrack;
import io.millwright.rules.condition.MeterLeafTrack;
import io.millwright.rules.condition.ProjectionTrack;
import io.millwright.rules.condition.SignalTrack;
import io.millwright.rules.condition.SilenceTrack;
import io.millwright.rules.condition.StepTrack;
import io.millwright.rules.condition.StuckTrack;
import io.millwright.rules.condition.WindowTrack;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Deviation;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Gate;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.Projection;
import io.millwright.rules.plan.Signal;
import io.millwright.rules.plan.Silence;
import io.millwright.rules.plan.Step;
import io.millwright.rules.plan.Stuck;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Ties a condition's signal to the meters and fault codes that its leaves look at. */
final class SignalBinding {
  private final Map<String, MeterWatch> watches;
  private final FaultBook faults;
  private final Set<String> keys = new HashSet<>();

  /**
   * For one signal of a condition.
   *
   * @param watches by meter name
   * @param faults what is known of the fault codes
   */
  SignalBinding(Map<String, MeterWatch> watches, FaultBook faults) {
    this.watches = watches;
    this.faults = faults;
  }

  /** Has a condition looked at only while a gate is open. */
  void gate(Gate gate, ConditionTrack condition) {
    MeterWatch watch = watch(gate.meter());
    GateTrack track = new GateTrack(condition, gate, watch.meter);
    watch.watchedBy(track);
    condition.wokenBy(watch::wake);
    condition.onlyWhile(track);
  }

  /** The track of a signal all of whose meters are there. */
  SignalTrack track(Signal signal, ConditionTrack condition) {
    if (signal instanceof Signal.Group group) {
      return new GroupTrack(
          group.parts().stream().map(part -> track(part, condition)).toList(), group.needed());
    } else if (signal instanceof FaultCode code) {
      FaultTrack fault = faults.watched(code.code());
      FaultCodeTrack leaf = new FaultCodeTrack(place(condition, code.identity()), code, fault);
      fault.watchedBy(leaf);
      return leaf;
    }
    Signal.MeterLeaf leaf = (Signal.MeterLeaf) signal;
    MeterWatch watch = watch(leaf.meter());
    String unit = leaf.unit();
    boolean own = unit == null || unit.equals(watch.meter.meter.unit());
    // What it remembers is in the rule's unit.
    String identity = leaf.identity() + (own ? "" : " in " + unit);
    MeterLeafTrack track = track(leaf, place(condition, identity), watch.meter);
    watch.watchedBy(track);
    condition.wokenBy(watch::wake);
    return track;
  }

  private MeterWatch watch(String meter) {
    return Objects.requireNonNull(watches.get(meter));
  }

  /** Leaves that look at the same thing are told apart by their order. */
  private LeafPlace place(ConditionTrack condition, String identity) {
    String key = identity;
    for (int i = 2; !keys.add(key); i++) {
      key = identity + " " + i;
    }
    // The same for every asset of a fleet: one string will do.
    return new LeafPlace(condition, key.intern());
  }

  private static MeterLeafTrack track(Signal.MeterLeaf leaf, LeafPlace place, MeterTrack meter) {
    if (leaf instanceof Limit limit) {
      return limit.window() == null
          ? new LimitTrack(place, limit, meter)
          : new WindowTrack(place, limit, limit.window(), meter);
    } else if (leaf instanceof Step step) {
      return new StepTrack(place, step, meter);
    } else if (leaf instanceof Stuck stuck) {
      return new StuckTrack(place, stuck, meter);
    } else if (leaf instanceof Silence silence) {
      return new SilenceTrack(place, silence, meter);
    } else if (leaf instanceof Deviation deviation) {
      return new DeviationTrack(place, deviation, meter);
    }
    return new ProjectionTrack(place, (Projection) leaf, meter);
  }
}
