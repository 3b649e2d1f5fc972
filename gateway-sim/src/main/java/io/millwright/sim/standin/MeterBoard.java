package io.millwright.sim.standin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a technician sees on the machine. */
@FunctionalInterface
public interface MeterBoard {

  /** Nobody looks: a completion reports the reading that is in the order. */
  MeterBoard AS_IN_THE_ORDER = (asset, meter, time) -> null;

  /**
   * Reads a meter on site. Called on any thread; must not block.
   *
   * @param asset the asset's tag
   * @param meter the meter's name
   * @param time when, simulated
   * @return what it shows in its unit, or null when nobody can tell
   */
  @Nullable Double read(String asset, String meter, Instant time);
}
