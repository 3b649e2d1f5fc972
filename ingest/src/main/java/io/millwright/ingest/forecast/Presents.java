package io.millwright.ingest.forecast;

import io.millwright.ingest.pipeline.FoldReader;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.forecast.Present;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the folds of many assets what they know, a few hundred at a time. Thread-safe. */
final class Presents {
  /** So many questions wait in the shards at once, beside the readings. */
  private static final int AT_ONCE = 250;

  private final FoldReader folds;
  private final InstantSource clock;

  Presents(FoldReader folds, InstantSource clock) {
    this.folds = folds;
    this.clock = clock;
  }

  /** What is done with each few hundred. */
  interface Step<E extends Exception> {
    void take(List<RegisteredAsset> assets, List<Present> presents) throws E;
  }

  /**
   * Asks and waits; not on an event loop or a shard's thread.
   *
   * @throws TimeoutException when the pipeline is held up
   */
  <E extends Exception> void each(List<RegisteredAsset> assets, Step<E> step)
      throws TimeoutException, E {
    for (int from = 0; from < assets.size(); from += AT_ONCE) {
      List<RegisteredAsset> some = assets.subList(from, Math.min(from + AT_ONCE, assets.size()));
      step.take(some, ask(some));
    }
  }

  private List<Present> ask(List<RegisteredAsset> assets) throws TimeoutException {
    long now = clock.millis();
    List<CompletableFuture<Present>> asked = new ArrayList<>();
    for (RegisteredAsset asset : assets) {
      asked.add(folds.ask(asset, fold -> Present.of(fold, now)).toCompletableFuture());
    }
    try {
      CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
          .orTimeout(FoldReader.PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException timeout) {
        throw timeout;
      }
      throw e;
    }
    return asked.stream().map(CompletableFuture::join).toList();
  }
}
