package io.millwright.ingest.store;

import java.util.Arrays;

/**
 * The readings of a batch, column by column, as the insert takes them. Not thread-safe: filled and
 * written by the shard that owns the batch.
 */
public final class ReadingColumns {
  private static final int FIRST_CAPACITY = 256;

  private int size;
  private int[] meters = new int[FIRST_CAPACITY];
  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private short[] flags = new short[FIRST_CAPACITY];
  private long[] sequences = new long[FIRST_CAPACITY];

  /**
   * Adds a row.
   *
   * @param meter the meter's id
   * @param time epoch milliseconds
   * @param value a finite number
   * @param flag see {@link io.millwright.rules.event.ReadingFlags}
   * @param sequence its place in the log
   */
  public void add(int meter, long time, double value, int flag, long sequence) {
    if (size == meters.length) {
      int larger = size * 2;
      meters = Arrays.copyOf(meters, larger);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
      flags = Arrays.copyOf(flags, larger);
      sequences = Arrays.copyOf(sequences, larger);
    }
    meters[size] = meter;
    times[size] = time;
    values[size] = value;
    flags[size] = (short) flag;
    sequences[size] = sequence;
    size++;
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  int[] meters() {
    return Arrays.copyOf(meters, size);
  }

  long[] times() {
    return Arrays.copyOf(times, size);
  }

  double[] values() {
    return Arrays.copyOf(values, size);
  }

  short[] flags() {
    return Arrays.copyOf(flags, size);
  }

  long[] sequences() {
    return Arrays.copyOf(sequences, size);
  }
}
