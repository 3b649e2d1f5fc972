package io.millwright.ingest.pipeline;

import io.millwright.rules.event.Event;
import java.util.concurrent.CompletionStage;

/** Where a person keeps a condition of an asset quiet for a time. */
public interface ShelvingDesk {

  /**
   * Hands the order to the shard that owns the asset, as an event like any reading. It is in the
   * log when it has an effect.
   *
   * @param asset the asset's id
   * @param shelved what is ordered
   * @return completes after the commit, on a shard's thread; exceptionally when the store fails
   */
  CompletionStage<ShelvingResult> shelve(int asset, Event.ConditionShelved shelved);

  /**
   * Ends it, in the same way.
   *
   * @param asset the asset's id
   * @param unshelved what is ordered
   * @return completes after the commit, on a shard's thread; exceptionally when the store fails
   */
  CompletionStage<ShelvingResult> unshelve(int asset, Event.ConditionUnshelved unshelved);
}
