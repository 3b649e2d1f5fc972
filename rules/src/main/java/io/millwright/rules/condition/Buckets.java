package io.millwright.rules.condition;

import io.millwright.rules.state.AssetState.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readings of the last while in at most 62 buckets, each a sixtieth of it long and aligned to
 * the epoch. A bucket leaves when its newest reading is older than the window: exact while there is
 * one reading a bucket, else the window reaches back by up to a sixtieth more than it should.
 */
final class Buckets {
  private static final int PER_WINDOW = 60;
  private static final int FEW = 4;

  final long over;
  private final long width;

  /** When the oldest reading since it was last empty was; nobody asks beyond what it reaches. */
  private long begin = SignalTrack.NEVER;

  private int size;
  private long[] newest = new long[FEW];
  private double[] counts = new double[FEW];
  private double[] values = new double[FEW];
  private double[] extras = new double[FEW];

  /**
   * An empty window.
   *
   * @param over how far back it reaches: milliseconds
   */
  Buckets(long over) {
    this.over = over;
    this.width = Math.max(1, over / PER_WINDOW);
  }

  /**
   * Makes room for a reading newer than all before, and lets go what is too old.
   *
   * @return the bucket it belongs in; its count is 0 when it is the first there
   */
  int enter(long time) {
    int gone = 0;
    while (gone < size && newest[gone] < time - over) {
      gone++;
    }
    drop(gone);
    if (size == 0) {
      begin = time;
    }
    if (size == 0 || Math.floorDiv(newest[size - 1], width) != Math.floorDiv(time, width)) {
      if (size == newest.length) {
        grow();
      }
      counts[size] = 0;
      values[size] = 0;
      extras[size] = 0;
      size++;
    }
    newest[size - 1] = time;
    return size - 1;
  }

  private void drop(int gone) {
    if (gone > 0) {
      size -= gone;
      System.arraycopy(newest, gone, newest, 0, size);
      System.arraycopy(counts, gone, counts, 0, size);
      System.arraycopy(values, gone, values, 0, size);
      System.arraycopy(extras, gone, extras, 0, size);
    }
  }

  private void grow() {
    newest = Arrays.copyOf(newest, 2 * size);
    counts = Arrays.copyOf(counts, 2 * size);
    values = Arrays.copyOf(values, 2 * size);
    extras = Arrays.copyOf(extras, 2 * size);
  }

  void set(int bucket, double count, double value, double extra) {
    counts[bucket] = count;
    values[bucket] = value;
    extras[bucket] = extra;
  }

  /** Whether the readings in it go back as far as it reaches. */
  boolean isFull(long time) {
    return begin != SignalTrack.NEVER && time - begin >= over;
  }

  long begin() {
    return begin;
  }

  int size() {
    return size;
  }

  /** The time at which a bucket begins. */
  long start(int bucket) {
    return Math.floorDiv(newest[bucket], width) * width;
  }

  double count(int bucket) {
    return counts[bucket];
  }

  double value(int bucket) {
    return values[bucket];
  }

  double extra(int bucket) {
    return extras[bucket];
  }

  /** How many readings are in it. */
  double readings() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Forgets the buckets in which there is something from this time or before. */
  void forget(long time) {
    int gone = 0;
    while (gone < size && start(gone) <= time) {
      gone++;
    }
    drop(gone);
    if (gone > 0) {
      begin = size == 0 ? SignalTrack.NEVER : start(0);
    }
  }

  /** The beginning and each bucket's newest time; each bucket's count, value and extra. */
  @Nullable Memory memory() {
    if (size == 0) {
      return null;
    }
    List<Long> times = new ArrayList<>(size + 1);
    List<Double> numbers = new ArrayList<>(3 * size);
    // Of a window that is made longer by the plan file, nothing is known from before that.
    times.add(Math.max(begin, newest[size - 1] - over));
    for (int i = 0; i < size; i++) {
      times.add(newest[i]);
      numbers.add(counts[i]);
      numbers.add(values[i]);
      numbers.add(extras[i]);
    }
    return new Memory(times, numbers);
  }

  void remember(Memory memory) {
    begin = memory.times().get(0);
    size = memory.times().size() - 1;
    int room = Math.max(FEW, size);
    newest = new long[room];
    counts = new double[room];
    values = new double[room];
    extras = new double[room];
    for (int i = 0; i < size; i++) {
      newest[i] = memory.times().get(i + 1);
      set(
          i,
          memory.numbers().get(3 * i),
          memory.numbers().get(3 * i + 1),
          memory.numbers().get(3 * i + 2));
    }
  }
}
