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

  /** How many readings in a row were past the limit of three. */
  private final byte[] inRow;

  HandWritten(Shape shape, int assets) {
    this.shape = shape;
    meters = shape.meters().size();
    lastTime = new long[assets * meters];
    lastValue = new double[assets * meters];
    for (int i = 0; i < lastValue.length; i++) {
      lastValue[i] = i % meters < 2 ? ReadingStream.FIRST_COUNT : 0;
    }
    due = new double[assets];
    Arrays.fill(due, 250);
    inRow = new byte[assets];
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
    if (!newer(at, time)) {
      return true;
    }
    return switch (meter) {
      case 0 -> !counted(at, value) || value >= due[asset];
      case 1 -> value - lastValue[at] > 5 || !counted(at, value);
      default -> value > 100 || value < 10 || thrice(asset, value > 90);
    };
  }

  private boolean pump(int asset, long time, double value) {
    return !newer(asset, time)
        || value - lastValue[asset] > 5
        || !counted(asset, value)
        || value >= due[asset]
        || value > 20_000
        || value < 10
        || thrice(asset, value > 18_000);
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

  private boolean thrice(int asset, boolean met) {
    inRow[asset] = (byte) (met ? inRow[asset] + 1 : 0);
    return inRow[asset] >= 3;
  }
}
