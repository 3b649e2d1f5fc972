package io.millwright.ingest.dispatch;

/** What is to become of an order in the outbox. */
sealed interface Decision {

  /**
   * Send it.
   *
   * @param target the executing system
   */
  record Send(String target) implements Decision {}

  /**
   * Keep it until somebody supplies what is missing.
   *
   * @param reason what is missing and where to supply it
   */
  record Hold(String reason) implements Decision {}

  /** Its episode ended before it, or its escalation, was sent: nobody needs it any more. */
  record Withdraw() implements Decision {}

  /** The executing system has reported on it under its own number, so it has it. */
  record AlreadyThere() implements Decision {}

  /** Delivered, rejected or withdrawn already. */
  record Settled() implements Decision {}
}
