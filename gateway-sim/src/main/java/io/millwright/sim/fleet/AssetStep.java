package io.millwright.sim.fleet;

import io.millwright.sim.contract.Fault;
import io.millwright.sim.contract.MeterReading;
import io.millwright.sim.contract.MeterReplacement;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a step, in the order it is to be sent: replaced meters before readings of the
 * new ones.
 *
 * @param replacements meters replaced
 * @param faults faults that came or went
 * @param readings what the meters show
 */
record AssetStep(
    List<MeterReplacement> replacements, List<Fault> faults, List<MeterReading> readings) {

  static AssetStep empty() {
    return new AssetStep(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  void add(AssetStep other) {
    replacements.addAll(other.replacements);
    faults.addAll(other.faults);
    readings.addAll(other.readings);
  }
}
