package io.millwright.rules.backtest;

/**
 * Stored readings of one asset in the order of the log, column by column: what the fold takes
 * without making an object of each. Reused; not thread-safe.
 */
public final class ReadingBlock {
  final int[] meters;
  final long[] times;
  final double[] values;
  final short[] flags;
  private int size;

  /**
   * An empty block.
   *
   * @param capacity how many readings it holds, at least 1
   */
  public ReadingBlock(int capacity) {
    meters = new int[capacity];
    times = new long[capacity];
    values = new double[capacity];
    flags = new short[capacity];
  }

  /**
   * Adds a reading.
   *
   * @param meter the meter's position in the asset's list
   * @param time epoch milliseconds
   * @param value as stored
   * @param flag see {@link io.millwright.rules.event.ReadingFlags}
   * @throws ArrayIndexOutOfBoundsException when the block {@link #isFull()}
   */
  public void add(int meter, long time, double value, int flag) {
    meters[size] = meter;
    times[size] = time;
    values[size] = value;
    flags[size] = (short) flag;
    size++;
  }

  /** Makes room. */
  public void clear() {
    size = 0;
  }

  /** How many readings it holds. */
  public int size() {
    return size;
  }

  /** Whether there is no room for another. */
  public boolean isFull() {
    return size == times.length;
  }
}
