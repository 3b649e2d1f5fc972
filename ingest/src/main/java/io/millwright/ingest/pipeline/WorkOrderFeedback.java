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
 */
public record WorkOrderFeedback(
    UUID order,
    Kind kind,
    Instant time,
    @Nullable Double meterValue,
    @Nullable String reason,
    @Nullable String remoteId) {

  /** What can happen to an order. */
  public enum Kind {
    /** Planned by the executing system. */
    ACCEPTED,
    /** Somebody works on it. */
    STARTED,
    /** Done: closes the episode and re-bases the plan. */
    COMPLETED,
    /** Will not be done: closes the episode, the plan is not re-based. */
    CANCELLED;

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
