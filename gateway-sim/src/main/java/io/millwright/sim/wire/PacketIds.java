package io.millwright.sim.wire;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Packet ids of unacknowledged messages, 1 to 65,535, and their tokens. Ids are handed out in a
 * circle, so that a late answer to an older message does not meet a new one. One thread.
 */
final class PacketIds {
  static final int LIMIT = 65_535;

  private final BitSet taken = new BitSet();
  private long[] tokens = new long[64];
  private int last;
  private int size;

  int size() {
    return size;
  }

  /** Takes an id; fewer than {@link #LIMIT} may be taken. */
  int take(long token) {
    if (size >= LIMIT) {
      throw new IllegalStateException("All packet ids are in flight");
    }
    do {
      last = last == LIMIT ? 1 : last + 1;
    } while (taken.get(last));
    if (last >= tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.min(LIMIT + 1, tokens.length * 2));
    }
    taken.set(last);
    tokens[last] = token;
    size++;
    return last;
  }

  boolean isTaken(int id) {
    return taken.get(id);
  }

  /** Gives an id back that is taken; returns its token. */
  long release(int id) {
    taken.clear(id);
    size--;
    return tokens[id];
  }
}
