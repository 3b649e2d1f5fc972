package io.millwright.sim.fleet;

import java.util.List;

/** A machine's physics. One thread steps it. */
sealed interface Machine permits Excavator, Compressor, Lift, RooftopUnit {

  /** Lets time pass. */
  void step(Moment moment);

  /** What the meters show now, in the order of {@link MachineKind#meters()}. */
  List<Double> values();

  /** A technician has been here: nothing is worn. */
  void repaired();

  /** Swaps the first meter for a new one at 0; returns what the old one showed last. */
  double replaceMeter();
}
