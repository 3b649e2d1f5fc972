package io.millwright.ingest.dispatch;

/** A request to a target that got no answer. */
final class NoAnswerException extends Exception {
  private final boolean sent;

  /**
   * No answer.
   *
   * @param message what happened
   * @param sent whether the request may have reached the target
   */
  NoAnswerException(String message, boolean sent) {
    super(message);
    this.sent = sent;
  }

  /** Whether the request may have reached the target. */
  boolean isSent() {
    return sent;
  }
}
