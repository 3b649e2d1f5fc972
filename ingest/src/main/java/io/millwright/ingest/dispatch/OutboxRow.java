package io.millwright.ingest.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A work order as the outbox holds it, with what is known of its asset.
 *
 * @param id the order's id
 * @param number the row's number
 * @param episode the episode's key
 * @param rule the plan or condition that raised it
 * @param ruleVersion the rule's version
 * @param type PM, CM or EM
 * @param target the executing system
 * @param priority 1 (most urgent) to 5, as the order was raised with
 * @param title one line for people
 * @param raisedAt event time at which the rule fired
 * @param dueAt when the work is due, or null, as the order was raised with
 * @param dueReading the meter reading at which it is due, or null
 * @param dueMeter the meter of that reading, or null
 * @param job the work to do, a JSON object
 * @param hasWindow whether the job says how long a promised visit may take to begin
 * @param evidence why it was raised, a JSON object
 * @param status open, accepted, started, completed or cancelled
 * @param delivery pending, held, delivered, rejected or withdrawn
 * @param holdReason why it is held, or null
 * @param attempts how many requests were made for it; once it is delivered, for its escalation
 * @param nextAttemptAt when the next one is to be made; null when at once
 * @param remoteId the executing system's own number, or null
 * @param asset the asset as it is now
 * @param escalation what its target is to be told once the order is delivered, or null
 */
record OutboxRow(
    UUID id,
    long number,
    String episode,
    String rule,
    String ruleVersion,
    String type,
    String target,
    int priority,
    String title,
    Instant raisedAt,
    @Nullable Instant dueAt,
    @Nullable Double dueReading,
    @Nullable String dueMeter,
    String job,
    boolean hasWindow,
    String evidence,
    String status,
    String delivery,
    @Nullable String holdReason,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String remoteId,
    OrderAsset asset,
    @Nullable WaitingEscalation escalation) {

  /** What is to be told about an order that is delivered; null when it is the order itself. */
  @Nullable WaitingEscalation escalating() {
    return delivery.equals("delivered") ? escalation : null;
  }

  /** Whether something is left to be told after the next delivery. */
  boolean isFollowed() {
    return escalation != null && (!delivery.equals("delivered") || escalation.waiting() > 1);
  }

  /** Whether its work is over. */
  boolean isOver() {
    return status.equals("completed") || status.equals("cancelled");
  }

  /**
   * The asset of an order.
   *
   * @param tag its identity
   * @param name what people call it
   * @param assetClass its class
   * @param site where it belongs, or null
   * @param ownership owned, contracted or unassigned
   * @param criticality 1 (most critical) to 5
   * @param account the customer account, or null
   * @param location the service location, or null
   * @param contact whom to call, or null
   * @param territory the dispatch territory, or null
   */
  record OrderAsset(
      String tag,
      String name,
      String assetClass,
      @Nullable String site,
      String ownership,
      int criticality,
      @Nullable String account,
      @Nullable String location,
      @Nullable String contact,
      @Nullable String territory) {}
}
