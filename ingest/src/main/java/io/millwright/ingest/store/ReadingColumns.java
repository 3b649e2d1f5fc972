package io.millwright.ingest.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The readings of a batch, column by column, in the order of the log. Not thread-safe: filled and
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
  private boolean[] news = new boolean[FIRST_CAPACITY];
  private boolean suspicious;

  /**
   * Adds a row.
   *
   * @param meter the meter's id
   * @param time epoch milliseconds
   * @param value a finite number
   * @param flag see {@link io.millwright.rules.event.ReadingFlags}
   * @param sequence its place in the log, higher than that of the row before
   * @param isNews whether it is newer than everything that was stored or added of its meter before,
   *     so that no row for its time can be there
   */
  public void add(int meter, long time, double value, int flag, long sequence, boolean isNews) {
    if (size == meters.length) {
      int larger = size * 2;
      meters = Arrays.copyOf(meters, larger);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
      flags = Arrays.copyOf(flags, larger);
      sequences = Arrays.copyOf(sequences, larger);
      news = Arrays.copyOf(news, larger);
    }
    meters[size] = meter;
    times[size] = time;
    values[size] = value;
    flags[size] = (short) flag;
    sequences[size] = sequence;
    news[size] = isNews;
    size++;
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** From now on no row counts as news: some of them may be stored already. */
  void suspect() {
    suspicious = true;
  }

  boolean isSuspected() {
    return suspicious;
  }

  /**
   * The rows that are news, in the order of the unique key: neighbours in its index.
   *
   * @return their positions
   */
  public int[] sortedNews() {
    long[] keys = new long[size];
    int count = 0;
    for (int i = 0; i < size && !suspicious; i++) {
      if (news[i]) {
        // Of one meter the later row is the newer one.
        keys[count++] = (long) meters[i] << Integer.SIZE | i;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = (int) keys[i];
    }
    return positions;
  }

  /**
   * The other rows, in the order of the unique key, too; of one key in the order of the log, for
   * the first one stays.
   */
  ReadingColumns sortedWithoutNews() {
    return sorted(i -> !news[i]);
  }

  /** All rows, in that order. */
  ReadingColumns sorted() {
    return sorted(i -> true);
  }

  private ReadingColumns sorted(IntPredicate wanted) {
    ReadingColumns rows = new ReadingColumns();
    IntStream.range(0, size)
        .filter(wanted)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer i) -> meters[i])
                .thenComparingLong(i -> times[i])
                .thenComparingInt(i -> i))
        .forEach(i -> rows.add(meters[i], times[i], values[i], flags[i], sequences[i], false));
    return rows;
  }

  /** The position of the row with this place in the log; of rows in its order only. */
  int position(long sequence) {
    return Arrays.binarySearch(sequences, 0, size, sequence);
  }

  int meter(int position) {
    return meters[position];
  }

  long time(int position) {
    return times[position];
  }

  double value(int position) {
    return values[position];
  }

  short flags(int position) {
    return flags[position];
  }

  long sequence(int position) {
    return sequences[position];
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
