package io.millwright.ingest.codec.sparkplug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for those before them. Their keys are their distances from the first message
 * that was expected, so that they stay in order over the wrap of the sequence.
 */
final class HeldMessages<M> {
  private static final int MOST_MESSAGES = 64;
  private static final int MOST_BYTES = 256 * 1024;
  private static final long MOST_BYTES_OF_ALL = 32 << 20;

  private final TreeMap<Integer, Message<M>> bySeq = new TreeMap<>();
  private final AtomicLong bytesOfAll;
  private int bytes;
  private int base;

  /**
   * Nothing yet.
   *
   * @param bytesOfAll what waits of all edge nodes, so that many of them cannot fill the memory
   */
  HeldMessages(AtomicLong bytesOfAll) {
    this.bytesOfAll = bytesOfAll;
  }

  boolean isEmpty() {
    return bySeq.isEmpty();
  }

  /**
   * Keeps a message.
   *
   * @param expected the number that is missing
   * @return whether there was room; a second message of the same number takes none
   */
  boolean hold(int seq, int expected, Message<M> message) {
    if (bySeq.isEmpty()) {
      base = expected;
    }
    if (bySeq.size() >= MOST_MESSAGES
        || bytes + message.bytes().length > MOST_BYTES
        || bytesOfAll.get() + message.bytes().length > MOST_BYTES_OF_ALL
        || bySeq.putIfAbsent(seq - base & 0xFF, message) != null) {
      return false;
    }
    count(message.bytes().length);
    return true;
  }

  /** Takes out the message of this number, or null. */
  @Nullable Message<M> take(int seq) {
    Message<M> message = bySeq.remove(seq - base & 0xFF);
    if (message != null) {
      count(-message.bytes().length);
    }
    return message;
  }

  /** When the one that waits longest came; only when there is one. */
  long since() {
    return bySeq.values().stream().mapToLong(Message::arrivedMillis).min().orElseThrow();
  }

  /** Takes out all, in order. */
  Collection<Message<M>> takeAll() {
    List<Message<M>> all = new ArrayList<>(bySeq.values());
    bySeq.clear();
    count(-bytes);
    return all;
  }

  private void count(int more) {
    bytes += more;
    bytesOfAll.addAndGet(more);
  }
}
