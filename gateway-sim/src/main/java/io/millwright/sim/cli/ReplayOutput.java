package io.millwright.sim.cli;

import io.millwright.sim.replay.Replay;
import java.io.PrintWriter;

/** Shows a replay's progress and its first broken rows. */
final class ReplayOutput implements Replay.Listener {
  private static final int BROKEN_ROWS_SHOWN = 20;

  private final ProgressLine progress;
  private final PrintWriter err;
  private int broken;

  ReplayOutput(ProgressLine progress, PrintWriter err) {
    this.progress = progress;
    this.err = err;
  }

  @Override
  public void row(double fraction, long readings) {
    progress.at(fraction, readings + " readings");
  }

  @Override
  public void broken(String reason) {
    broken++;
    if (broken <= BROKEN_ROWS_SHOWN) {
      err.println("Left out: " + reason);
    }
    if (broken == BROKEN_ROWS_SHOWN) {
      err.println("Further broken rows are counted only");
    }
    err.flush();
  }
}
