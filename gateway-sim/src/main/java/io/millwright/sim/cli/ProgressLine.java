package io.millwright.sim.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Progress on stderr: a bar on a terminal, elsewhere a line each 10 %. One thread. */
final class ProgressLine implements AutoCloseable {
  private static final long WHOLE = 1_000;

  private final String task;
  private final PrintStream err;
  private final @Nullable ProgressBar bar;
  private int tenths;

  ProgressLine(String task, PrintStream err, boolean terminal) {
    this.task = task;
    this.err = err;
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(WHOLE)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build()
            : null;
  }

  static ProgressLine onStderr(String task) {
    return new ProgressLine(task, System.err, CommandLine.Help.Ansi.AUTO.enabled());
  }

  /**
   * Shows how far it is.
   *
   * @param fraction 0 to 1
   * @param note what to say beside it
   */
  void at(double fraction, String note) {
    if (bar != null) {
      bar.stepTo((long) (fraction * WHOLE));
      bar.setExtraMessage(" " + note);
    } else if ((int) (fraction * 10) > tenths) {
      tenths = (int) (fraction * 10);
      err.printf("%s: %d %%, %s%n", task, tenths * 10, note);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
