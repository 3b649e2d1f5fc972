package io.millwright.ingest.pipeline;

import io.millwright.rules.event.Event;
import java.util.concurrent.CompletionStage;

/** Where a person leaves out the next occurrence of a plan. */
public interface SkipDesk {

  /**
   * Hands it to the shard that owns the asset, as an event like any reading. It is in the log when
   * it has an effect.
   *
   * @param asset the asset's id
   * @param skipped what is left out
   * @return completes after the commit, on a shard's thread; exceptionally when the store fails
   */
  CompletionStage<SkipResult> skip(int asset, Event.OccurrenceSkipped skipped);
}
