package io.millwright.sim.bench.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * The readings of one batch: as many meters as rows, each newer than all before it. Meters come in
 * random order, as from gateways.
 */
final class Rows {
  private static final int ROW_BYTES = 52;
  private static final long POSTGRES_EPOCH_MILLIS = 946_684_800_000L;

  final int[] meters;
  final long[] times;
  final double[] values;
  final short[] flags;
  final long[] sequences;

  private Rows(int size) {
    meters = new int[size];
    times = new long[size];
    values = new double[size];
    flags = new short[size];
    sequences = new long[size];
  }

  /**
   * Makes them.
   *
   * @param size how many
   * @param meters of how many meters
   * @param first number of the first row in the whole series: each meter's turn comes again after
   *     all others had theirs, a second later
   */
  static Rows of(int size, int meters, long first) {
    Rows rows = new Rows(size);
    for (int i = 0; i < size; i++) {
      long n = first + i;
      rows.meters[i] = (int) (n % meters) + 1;
      rows.times[i] = 1_700_000_000_000L + n / meters * 1_000 + n % 1_000;
      rows.values[i] = n * 0.25;
      rows.sequences[i] = n;
    }
    rows.shuffle(new Random(first));
    return rows;
  }

  private void shuffle(Random random) {
    for (int i = meters.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int meter = meters[i];
      long time = times[i];
      double value = values[i];
      meters[i] = meters[j];
      times[i] = times[j];
      values[i] = values[j];
      meters[j] = meter;
      times[j] = time;
      values[j] = value;
    }
  }

  int size() {
    return meters.length;
  }

  /** Whole, in the binary format of COPY. */
  byte[] copyBytes(boolean sorted) {
    int[] order = new int[size()];
    long[] keys = new long[size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) (sorted ? meters[i] : 0) << Integer.SIZE | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
    byte[] bytes = new byte[21 + ROW_BYTES * order.length];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.put("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(0).putInt(0);
    for (int i : order) {
      out.putShort((short) 5).putInt(4).putInt(meters[i]);
      out.putInt(8).putLong((times[i] - POSTGRES_EPOCH_MILLIS) * 1_000);
      out.putInt(8).putDouble(values[i]).putInt(2).putShort(flags[i]);
      out.putInt(8).putLong(sequences[i]);
    }
    out.putShort((short) -1);
    return bytes;
  }
}
