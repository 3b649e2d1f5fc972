package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.fold.AssetFold;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Reads the state of assets where it is: on the thread that owns it. */
public interface FoldReader {
  /** How long somebody who waits for an answer does so. */
  int PATIENCE_SECONDS = 10;

  /**
   * Asks an asset's fold, in turn with what waits for it.
   *
   * @param <T> the kind of answer
   * @param asset the asset
   * @param question reads the fold and must not change it; quick, as the shard waits for it. The
   *     answer must not hold on to the fold
   * @return completes on a shard's thread once everything that the answer rests on is committed;
   *     exceptionally when the question throws or the shard ends
   */
  <T> CompletionStage<T> ask(RegisteredAsset asset, Function<AssetFold, T> question);

  /**
   * Asks and waits. Not to be called on an event loop or a shard's thread.
   *
   * @param <T> the kind of answer
   * @param asset the asset
   * @param question as for {@link #ask}; what it throws is thrown here
   * @return the answer
   * @throws TimeoutException when there is none in {@link #PATIENCE_SECONDS}
   */
  default <T> T now(RegisteredAsset asset, Function<AssetFold, T> question)
      throws TimeoutException {
    try {
      return ask(asset, question)
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException timeout) {
        throw timeout;
      } else if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw e;
    }
  }
}
