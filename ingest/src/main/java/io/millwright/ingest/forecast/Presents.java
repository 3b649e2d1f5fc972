package io.millwright.ingest.forecast;

import io.millwright.ingest.pipeline.FoldReader;
import io.millwright.ingest.pipeline.SetAsideException;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.forecast.Present;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
   * Asks and waits; not on an event loop or a shard's thread. Assets that are set aside are given
   * without a present.
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
    List<CompletableFuture<Optional<Present>>> asked = new ArrayList<>();
    for (RegisteredAsset asset : assets) {
      asked.add(
          folds
              .ask(asset, fold -> Present.of(fold, now))
              .thenApply(Optional::of)
              .exceptionally(Presents::orNone)
              .toCompletableFuture());
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
    return asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  /** One asset that is set aside must not take the forecast of the others with it. */
  private static Optional<Present> orNone(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof SetAsideException) {
      return Optional.empty();
    }
    throw new CompletionException(cause);
  }
}
