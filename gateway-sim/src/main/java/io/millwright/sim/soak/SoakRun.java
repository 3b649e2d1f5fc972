package io.millwright.sim.soak;

import java.io.IOException;
import java.sql.SQLException;

/** One way to try to break the service. */
@FunctionalInterface
public interface SoakRun {
  /**
   * Runs it to its end and prints what happened.
   *
   * @param options seed and load
   * @return how many differences there are between what was promised and what is; 0 is sound
   * @throws IOException when a process cannot be controlled, or does not get ready
   * @throws SQLException when the database cannot be asked
   * @throws InterruptedException when interrupted
   */
  int run(SoakOptions options) throws IOException, SQLException, InterruptedException;
}
