package io.millwright.ingest.pipeline;

/** The answer to a {@link WorkOrderFeedback}, given after its commit. */
public sealed interface FeedbackResult {

  /**
   * It was applied, or had been before.
   *
   * @param status the order's status now: open, accepted, started, completed or cancelled
   * @param repeated whether nothing changed because it was known already
   */
  record Applied(String status, boolean repeated) implements FeedbackResult {}

  /** No order has this id. */
  record UnknownOrder() implements FeedbackResult {}

  /**
   * The order's state does not allow it, such as a completion after a cancellation.
   *
   * @param status the order's status
   * @param detail what to do, in a sentence
   */
  record Conflict(String status, String detail) implements FeedbackResult {}
}
