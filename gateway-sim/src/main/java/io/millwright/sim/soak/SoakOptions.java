package io.millwright.sim.soak;

import java.io.PrintWriter;
import java.util.List;

/**
 * What every run is told.
 *
 * @param seed the same seed strikes in the same order; when a process is struck depends on the
 *     machine, too
 * @param rate messages a second that the gateways make, 1 or more
 * @param gateways how many, 1 or more
 * @param jvm options of the service's Java
 * @param out where progress and the table go
 */
public record SoakOptions(long seed, int rate, int gateways, List<String> jvm, PrintWriter out) {

  /** Validates the numbers. */
  public SoakOptions {
    if (rate < 1 || gateways < 1) {
      throw new IllegalArgumentException("The rate and the gateways must be 1 or more");
    }
    jvm = List.copyOf(jvm);
  }

  /** Milliseconds between two messages of a gateway, at least 1. */
  int spacingMillis() {
    return Math.max(5, 1000 * gateways / rate);
  }
}
