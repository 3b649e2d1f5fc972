package io.millwright.sim.fleet;

import io.millwright.sim.contract.Fault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The controller of a lift's doors: repeats its complaint each hour while the lift still runs. */
final class DoorDrive {
  private static final String CODE = "E-204";

  private final String tag;
  private @Nullable Instant complainedFor;
  private long complaints;

  DoorDrive(String tag) {
    this.tag = tag;
  }

  /**
   * Looks at the drive at the end of a step.
   *
   * @param time the end of the step
   * @param brokenSince when the drive broke, or null when it is well
   * @param brokenHours hours since then
   */
  List<Fault> step(Instant time, @Nullable Instant brokenSince, double brokenHours) {
    if (brokenSince == null) {
      boolean clears = complainedFor != null;
      complainedFor = null;
      return clears ? List.of(new Fault(tag, CODE, time, false, "door drive normal")) : List.of();
    }
    if (!brokenSince.equals(complainedFor)) {
      complainedFor = brokenSince;
      complaints = 0;
    }
    if (complaints >= Lift.STANDS_AFTER_HOURS || brokenHours < complaints) {
      return List.of();
    }
    complaints++;
    return List.of(new Fault(tag, CODE, time, true, "door drive overcurrent"));
  }
}
