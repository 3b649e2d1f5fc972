package io.millwright.sim.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway holds until it is acknowledged: first the messages in flight in the order they
 * were sent, then those not sent yet. Any thread may call any method.
 */
final class OutgoingQueue {
  private final int capacity;
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  private final Set<Outgoing> inFlight = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private long wakes;

  OutgoingQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a message; waits while the queue is full, so that memory stays bounded. */
  void put(Outgoing message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && waiting.size() + inFlight.size() >= capacity) {
        changed.await();
      }
      if (closed) {
        throw new IllegalStateException("The gateway is closed: it takes no more messages");
      }
      waiting.add(message);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next message to send and counts it as in flight.
   *
   * @param window how many may be in flight
   * @param patience how long to wait for a message or for room in the window
   * @return the message, or null when there is none to send yet or the queue was woken
   */
  @Nullable Outgoing next(int window, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      long seen = wakes;
      while (!sendable(window) && wakes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (!sendable(window)) {
        return null;
      }
      Outgoing message = waiting.remove();
      inFlight.add(message);
      return message;
    } finally {
      lock.unlock();
    }
  }

  private boolean sendable(int window) {
    return !waiting.isEmpty() && inFlight.size() < window;
  }

  /**
   * Forgets a message, unless it is not in flight: then it will be sent again.
   *
   * @param known called if it was in flight, before anybody can find the queue empty
   */
  void acknowledge(Outgoing message, Runnable known) {
    lock.lock();
    try {
      if (inFlight.remove(message)) {
        known.run();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The connection is gone: what was in flight is to be sent again, before the rest. */
  void rewind() {
    lock.lock();
    try {
      List<Outgoing> again = new ArrayList<>(inFlight);
      for (int i = again.size() - 1; i >= 0; i--) {
        waiting.addFirst(again.get(i));
      }
      inFlight.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait in {@link #next}. */
  void wake() {
    lock.lock();
    try {
      wakes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Messages held: not sent, or sent and not acknowledged. */
  int size() {
    lock.lock();
    try {
      return waiting.size() + inFlight.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all are acknowledged. Returns false when that takes longer than the limit. */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!waiting.isEmpty() || !inFlight.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
