package io.millwright.sim.bench;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the benchmark is run.
 *
 * @param db a JDBC URL, or null: a private TimescaleDB
 * @param rounds of which medians are taken, 1 or more
 * @param warmUp of each phase
 * @param duration of each phase, measured
 * @param meters of the fleet
 * @param gateways connections
 * @param heapMebibytes the service's -Xmx
 * @param only names of phases to run; empty: all
 * @param peer the settings of Camel when it is to run, too; null: it is not
 * @param stagger whether meters have another number of earlier readings each
 * @param profile whether to record the service with JFR
 */
public record BenchOptions(
    @Nullable String db,
    int rounds,
    Duration warmUp,
    Duration duration,
    int meters,
    int gateways,
    int heapMebibytes,
    Set<String> only,
    @Nullable CamelSettings peer,
    boolean stagger,
    boolean profile) {

  private static final int FEWEST_METERS = 1_000;

  /** Validates the ranges. */
  public BenchOptions {
    if (rounds < 1 || duration.toMillis() < 1 || meters < gateways || gateways < 1) {
      throw new IllegalArgumentException(
          "There must be a round, a second, a gateway, and as many meters as gateways");
    }
    if (meters < FEWEST_METERS) {
      throw new IllegalArgumentException(
          "Take "
              + FEWEST_METERS
              + " meters or more: fewer would be read more than once a millisecond");
    }
    only = Set.copyOf(only);
    for (String name : only) {
      Phase.of(name);
    }
  }

  boolean runs(Phase phase) {
    return (peer != null || !phase.path().isPeer())
        && (only.isEmpty() || only.contains(phase.key()));
  }
}
