package io.millwright.sim.soak;

import java.util.BitSet;

/** What a gateway has made and what was acknowledged, by number of the message. Thread-safe. */
final class GatewayLedger {
  private final BitSet acknowledged = new BitSet();
  private long produced;
  private long lowest;

  /**
   * A ledger as it was at one moment.
   *
   * @param produced messages 0 to this, exclusive, have been made
   * @param lowest all below this are acknowledged
   * @param acknowledged each message that is
   */
  record Page(long produced, long lowest, BitSet acknowledged) {
    boolean holds(long number) {
      return number < lowest || acknowledged.get((int) number);
    }
  }

  /** The number of the next message. */
  synchronized long produce() {
    return produced++;
  }

  /** Returns whether it is the first acknowledgement of that message. */
  synchronized boolean acknowledge(long number) {
    int bit = (int) number;
    if (acknowledged.get(bit)) {
      return false;
    }
    acknowledged.set(bit);
    lowest = acknowledged.nextClearBit((int) lowest);
    return true;
  }

  synchronized boolean isAcknowledged(long number) {
    return acknowledged.get((int) number);
  }

  synchronized long produced() {
    return produced;
  }

  /** The lowest message that is not acknowledged. */
  synchronized long lowest() {
    return lowest;
  }

  synchronized Page page() {
    return new Page(produced, lowest, (BitSet) acknowledged.clone());
  }
}
