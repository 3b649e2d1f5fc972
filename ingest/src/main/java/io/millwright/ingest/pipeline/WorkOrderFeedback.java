package io.millwright.ingest.pipeline;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the executing system says about a work order.
 *
 * @param order the id of the order
 * @param kind what happened
 * @param time when it happened
 * @param meterValue for a completion: what the plan's meter showed, in its unit; null when unknown
 * @param reason for a cancellation: why
 * @param remoteId the executing system's own number, when it says
 * @param deferral for a deferral: what it is put off to; null for everything else
 */
public record WorkOrderFeedback(
    UUID order,
    Kind kind,
    Instant time,
    @Nullable Double meterValue,
    @Nullable String reason,
    @Nullable String remoteId,
    @Nullable Deferral deferral) {

  /** Validates that a deferral says what it is put off to, and nothing else does. */
  public WorkOrderFeedback {
    if ((kind == Kind.DEFERRED) != (deferral != null)) {
      throw new IllegalArgumentException("A deferral, and only that, says what it is put off to");
    }
  }

  /** Feedback that puts nothing off. */
  public WorkOrderFeedback(
      UUID order,
      Kind kind,
      Instant time,
      @Nullable Double meterValue,
      @Nullable String reason,
      @Nullable String remoteId) {
    this(order, kind, time, meterValue, reason, remoteId, null);
  }

  /**
   * What an order is put off to.
   *
   * @param by who decided it
   * @param until the time, or null when only usage counts
   * @param untilReading what the plan's meter may show, or null when only time counts
   */
  public record Deferral(String by, @Nullable Instant until, @Nullable Double untilReading) {}

  /** What can happen to an order. */
  public enum Kind {
    /** Planned by the executing system. */
    ACCEPTED,
    /** Somebody works on it. */
    STARTED,
    /** Done: closes the episode and re-bases the plan. */
    COMPLETED,
    /** Will not be done: closes the episode, the plan is not re-based. */
    CANCELLED,
    /** Put off: the order stays as it is, but is late from another moment on. */
    DEFERRED;

    /**
     * Returns the name used in the API and in tables.
     *
     * @return the name in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
