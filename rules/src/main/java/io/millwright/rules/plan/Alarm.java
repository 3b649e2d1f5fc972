package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * When a condition whose signal is on becomes an order, and how urgent: the words of OPC UA Part 9.
 *
 * @param persistence how long the whole signal must be on, and off again, on top of the delays of
 *     its leaves
 * @param latched whether it stays active after the signal has cleared, until its order is closed
 * @param reopen when there may be a further order
 * @param atAction how urgent it is past the action limit; null when there is none
 */
public record Alarm(
    Persistence persistence, boolean latched, Reopen reopen, @Nullable AtAction atAction) {

  /** Active while the signal is on; one urgency. */
  public static final Alarm PLAIN = new Alarm(Persistence.NONE, false, Reopen.AT_ONCE, null);

  /**
   * When a condition may raise again after its order was closed.
   *
   * @param afterClear whether it must have cleared first even after a completion; after a
   *     cancellation it always must
   * @param notWithinMillis how long after the closing there is no further order, 0 or more
   */
  public record Reopen(boolean afterClear, long notWithinMillis) {

    /** As soon as it is met after a completion. */
    public static final Reopen AT_ONCE = new Reopen(false, 0);

    /** Validates the span. */
    public Reopen {
      if (notWithinMillis < 0) {
        throw new IllegalArgumentException("'not_within' must not be negative");
      }
    }
  }

  /**
   * What the order becomes past the action limit.
   *
   * @param signal on past the action limit
   * @param work the condition's work with the priority and the response time of then
   */
  public record AtAction(Signal signal, Work work) {}
}
