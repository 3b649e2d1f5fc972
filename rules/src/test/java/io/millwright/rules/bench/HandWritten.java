package io.millwright.rules.bench;

import java.util.Arrays;

/**
 * The same five rules, their numbers in the code and the state in plain arrays: what the machine
 * can do when nothing is general. It knows no replacement, rollover, late reading or quality.
 */
final class HandWritten {
  private final Shape shape;
  private final int meters;
  private final long[] lastTime;
  private final double[] lastValue;
  private final double[] due;
  private final double[] secondDue;
  private final long[] since;

  HandWritten(Shape shape, int assets) {
    this.shape = shape;
    meters = shape.meters().size();
    lastTime = new long[assets * meters];
    lastValue = new double[assets * meters];
    due = new double[assets * meters];
    Arrays.fill(due, shape == Shape.PUMP ? 250 : Double.POSITIVE_INFINITY);
    for (int i = 0; i < assets && shape == Shape.PRESS; i++) {
      due[i * meters] = 250;
      due[i * meters + 1] = 950;
    }
    secondDue = new double[assets];
    Arrays.fill(secondDue, 950);
    since = new long[assets];
    Arrays.fill(since, Long.MAX_VALUE);
  }

  /** Folds the stream's next readings; fails when one raises something. */
  void take(ReadingStream stream, int count) {
    for (int i = 0; i < count; i++) {
      stream.next();
      boolean raised =
          shape == Shape.PUMP
              ? pump(stream.asset(), stream.time(), stream.value())
              : press(stream.asset(), stream.meter(), stream.time(), stream.value());
      if (raised) {
        throw new IllegalStateException("Not quiet");
      }
    }
  }

  private boolean press(int asset, int meter, long time, double value) {
    int at = asset * meters + meter;
    if (meter < 2) {
      return !newer(at, time) || !counted(at, value) || value >= due[at];
    }
    return !newer(at, time) || value > 100 || value < 10 || lasting(asset, time, value > 90);
  }

  private boolean pump(int asset, long time, double value) {
    return !newer(asset, time)
        || !counted(asset, value)
        || value >= due[asset]
        || value >= secondDue[asset]
        || value > 20_000
        || value < 10
        || lasting(asset, time, value > 18_000);
  }

  private boolean newer(int at, long time) {
    boolean newer = time > lastTime[at];
    lastTime[at] = time;
    return newer;
  }

  private boolean counted(int at, double value) {
    boolean counted = value >= lastValue[at];
    lastValue[at] = value;
    return counted;
  }

  private boolean lasting(int asset, long time, boolean met) {
    if (!met) {
      since[asset] = Long.MAX_VALUE;
      return false;
    }
    since[asset] = Math.min(since[asset], time);
    return time - since[asset] >= 3000;
  }
}
