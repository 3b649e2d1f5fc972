package io.millwright.rules.fold;

import io.millwright.rules.condition.ConditionTrack;
import io.millwright.rules.condition.FaultBook;
import io.millwright.rules.condition.FaultCodeTrack;
import io.millwright.rules.condition.FaultTrack;
import io.millwright.rules.condition.GroupTrack;
import io.millwright.rules.condition.LimitTrack;
import io.millwright.rules.condition.MeterLeafTrack;
import io.millwright.rules.condition.SignalTrack;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.Signal;
import java.util.Map;
import java.util.Objects;

/**
 * Ties a condition's signal to the meters and fault codes that its leaves look at.
 *
 * @param watches by meter name
 * @param faults what is known of the fault codes
 */
record SignalBinding(Map<String, MeterWatch> watches, FaultBook faults) {

  /** The track of a signal all of whose meters are there. */
  SignalTrack track(Signal signal, ConditionTrack condition) {
    if (signal instanceof Signal.Group group) {
      return new GroupTrack(
          group.parts().stream().map(part -> track(part, condition)).toList(), group.needed());
    } else if (signal instanceof FaultCode code) {
      FaultTrack fault = faults.watched(code.code());
      FaultCodeTrack leaf = new FaultCodeTrack(condition, code, fault);
      fault.watchedBy(leaf);
      return leaf;
    }
    Signal.MeterLeaf leaf = (Signal.MeterLeaf) signal;
    MeterWatch watch = Objects.requireNonNull(watches.get(leaf.meter()));
    MeterLeafTrack track = track(leaf, condition, watch.meter);
    watch.watchedBy(track);
    condition.wokenBy(watch::wake);
    return track;
  }

  private static MeterLeafTrack track(
      Signal.MeterLeaf leaf, ConditionTrack condition, MeterTrack meter) {
    return new LimitTrack(condition, (Limit) leaf, meter);
  }
}
