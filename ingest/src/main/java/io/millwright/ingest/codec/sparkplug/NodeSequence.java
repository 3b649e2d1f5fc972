package io.millwright.ingest.codec.sparkplug;

import java.util.Arrays;

/**
 * The place of one edge node in its sequence of numbers, 0 to 255 and round again, which a birth
 * begins: specification, section 6.4.7. Not thread-safe.
 */
final class NodeSequence {
  private static final int NO_DIGEST = 0;

  /** What was taken since the birth, by its number: to know a message that comes twice. */
  private final int[] digests = new int[256];

  private boolean known;
  private boolean inDoubt;
  private int expected;
  private long appliedTime;

  /** Begins anew with a birth of the edge node, whose number is 0. */
  void begin(Message<?> birth) {
    known = true;
    inDoubt = false;
    Arrays.fill(digests, NO_DIGEST);
    expected = 1;
    appliedTime = birth.payload().getTimestamp();
  }

  /** What comes next cannot be told any more, until a birth. */
  void lose() {
    known = false;
  }

  boolean isKnown() {
    return known;
  }

  /** The number that comes next. */
  int expected() {
    return expected;
  }

  /** Whether it was taken already, and not so long ago that its number went to another. */
  boolean isRepeated(Message<?> message) {
    return digests[seq(message)] == digest(message);
  }

  /** Whether it is the next one. */
  boolean isNext(Message<?> message) {
    return seq(message) == expected && !inDoubt;
  }

  /**
   * A message came that is neither next nor repeated. A number from before that is no repetition:
   * there was a birth that we have not seen, and whatever has the right number now has it by
   * chance.
   */
  void skipped(Message<?> message) {
    inDoubt |= (seq(message) - expected & 0xFF) >= 128;
  }

  /**
   * Whether a message that waited was sent before the one that it would follow: its number fits by
   * chance, for a birth is missing.
   */
  boolean fitsByChance(Message<?> message) {
    return message.payload().hasTimestamp() && message.payload().getTimestamp() < appliedTime;
  }

  /** Takes the next message. */
  void advance(Message<?> message) {
    appliedTime = message.payload().getTimestamp();
    digests[expected] = digest(message);
    expected = expected + 1 & 0xFF;
    // Half a round later its number may be that of another message.
    digests[expected + 127 & 0xFF] = NO_DIGEST;
  }

  /** The number of a message, which is known to have one of 0 to 255. */
  static int seq(Message<?> message) {
    return (int) message.payload().getSeq();
  }

  private static int digest(Message<?> message) {
    // One of 31 bits, none of which is NO_DIGEST; of the topic too, for devices share a sequence.
    return (31 * Arrays.hashCode(message.bytes()) + message.topic().hashCode()) | 1;
  }
}
