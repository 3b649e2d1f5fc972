package io.millwright.sim.soak;

import java.io.IOException;

/** Signals to processes of this run, by their own number. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param pid the process, 2 or more
   * @param signal its name, such as {@code STOP}
   */
  static void send(long pid, String signal) throws IOException, InterruptedException {
    if (pid < 2) {
      throw new IllegalArgumentException("No process to be signalled: " + pid);
    }
    Process kill =
        new ProcessBuilder("kill", "-s", signal, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // A process that has ended meanwhile is not an error.
    kill.waitFor();
  }
}
