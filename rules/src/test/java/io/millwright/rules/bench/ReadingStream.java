package io.millwright.rules.bench;

import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Endless readings of a fleet that raise nothing: once a second each meter of each asset, each
 * second in another random order, as a processor would soon know an order that repeats. One gauge
 * reading in 64 is past the limit of three in a row, and the asset's next one is not.
 */
final class ReadingStream {
  static final double FIRST_COUNT = 100;
  private static final double COUNT_A_SECOND = 1e-5;
  private static final int WAVE = 64;
  private static final double PEAK = 95;
  private static final int METER_BITS = 2;
  private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
  private static final long SECOND = 1000;

  /** So many readings go by before an order comes again. */
  private static final int UNREPEATED = 1 << 22;

  private final int perSecond;
  private final int[] order;

  /** For each meter its course over 64 seconds; the counts on top of it. No branch to foresee. */
  private final double[] waves;

  private final double[] rises;

  private int cursor = -1;
  private int left;
  private int seconds;
  private long time = START;

  ReadingStream(Shape shape, int assets) {
    List<Meter> list = shape.meters();
    int meters = list.size();
    perSecond = assets * meters;
    left = perSecond;
    order = shuffled(assets, meters);
    waves = new double[meters * WAVE];
    rises = new double[meters];
    for (int meter = 0; meter < meters; meter++) {
      boolean counter = list.get(meter).kind() == MeterKind.COUNTER;
      rises[meter] = counter ? COUNT_A_SECOND : 0;
      for (int i = 0; i < WAVE; i++) {
        double gauge = i == 0 ? PEAK : 60 + 20 * Math.sin(2 * Math.PI * i / WAVE);
        waves[meter * WAVE + i] = counter ? FIRST_COUNT : gauge;
      }
    }
  }

  private static int[] shuffled(int assets, int meters) {
    int perSecond = assets * meters;
    int[] order = new int[(UNREPEATED / perSecond + 1) * perSecond];
    SplittableRandom random = new SplittableRandom(1);
    for (int from = 0; from < order.length; from += perSecond) {
      for (int i = 0; i < perSecond; i++) {
        int other = from + random.nextInt(i + 1);
        order[from + i] = order[other];
        order[other] = (i / meters) << METER_BITS | i % meters;
      }
    }
    return order;
  }

  /** Goes on to the next reading. */
  void next() {
    if (left-- == 0) {
      left = perSecond - 1;
      seconds++;
      time += SECOND;
    }
    if (++cursor == order.length) {
      cursor = 0;
    }
  }

  int asset() {
    return order[cursor] >>> METER_BITS;
  }

  int meter() {
    return order[cursor] & ((1 << METER_BITS) - 1);
  }

  long time() {
    return time;
  }

  double value() {
    int meter = meter();
    return waves[meter * WAVE + ((asset() + seconds) & (WAVE - 1))] + seconds * rises[meter];
  }
}
