package io.millwright.ingest.pipeline;

import java.util.concurrent.CompletionStage;

/** Where executing systems report back. */
public interface FeedbackDesk {

  /**
   * Hands the feedback to the shard that owns the asset, as an event like any reading.
   *
   * @param feedback what happened
   * @return completes after the commit, on a shard's thread; exceptionally when the store fails
   */
  CompletionStage<FeedbackResult> submit(WorkOrderFeedback feedback);
}
