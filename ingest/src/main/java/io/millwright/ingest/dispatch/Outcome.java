package io.millwright.ingest.dispatch;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to deliver an order. */
sealed interface Outcome {

  /**
   * The target has the order.
   *
   * @param remoteId the target's number for it, or null when it did not say
   * @param found whether an earlier attempt had created it already
   */
  record Delivered(@Nullable String remoteId, boolean found) implements Outcome {}

  /**
   * The target refuses the order; trying again would not help.
   *
   * @param error what it answered
   */
  record Rejected(String error) implements Outcome {}

  /**
   * The target cannot be told of escalations; it has the order.
   *
   * @param error what it answered
   */
  record Unsupported(String error) implements Outcome {}

  /**
   * Not delivered, as far as is known; to be tried again.
   *
   * @param error what happened
   * @param maybeCreated whether the target may have created it all the same
   * @param symptom what it says about the target
   * @param retryAfter how long the target asked to be left alone, or null
   */
  record Failed(String error, boolean maybeCreated, Symptom symptom, @Nullable Duration retryAfter)
      implements Outcome {}

  /** What a failed attempt says about the target. */
  enum Symptom {
    /** It answers, but asks for patience. */
    BUSY,
    /** It answers that it failed: the target or just this order. */
    AILING,
    /** It took the request and did not answer; it may still be at it. */
    SILENT,
    /** No connection: the target. */
    UNREACHABLE;

    /** The name used in metrics. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
