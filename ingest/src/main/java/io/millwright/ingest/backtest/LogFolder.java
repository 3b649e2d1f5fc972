package io.millwright.ingest.backtest;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.ingest.store.AssetLog;
import io.millwright.rules.backtest.AssetBacktest;
import io.millwright.rules.backtest.Failure;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.ReadingBlock;
import io.millwright.rules.backtest.Tally;
import io.millwright.rules.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds assets one after the other, block by block: so that the time in the fold can be told from
 * the time that the database takes. Used by one thread.
 */
final class LogFolder {
  /** Fits a processor's second cache. */
  private static final int BLOCK = 8192;

  private final Question question;
  private final Tally tally;
  private final ReadingBlock block = new ReadingBlock(BLOCK);
  private long nanos;

  LogFolder(Question question, Tally tally) {
    this.question = question;
    this.tally = tally;
  }

  /** Reads an asset's log and folds it. */
  void fold(Connection connection, AssetLog log, RegisteredAsset asset, List<Failure> failures)
      throws SQLException {
    AssetBacktest backtest =
        new AssetBacktest(question, asset.asset(), failures, question.to(), tally);
    Map<Integer, Integer> indices = new HashMap<>();
    for (RegisteredMeter meter : asset.meters().values()) {
      indices.put(meter.id(), meter.index());
    }
    log.read(
        connection,
        asset.id(),
        indices.keySet(),
        Instant.ofEpochMilli(question.to()),
        new AssetLog.Reader() {
          @Override
          public void reading(int meter, long time, double value, int flags) {
            block.add(indices.getOrDefault(meter, -1), time, value, flags);
            if (block.isFull()) {
              flush(backtest);
            }
          }

          @Override
          public void event(Event event) {
            flush(backtest);
            backtest.event(event);
          }
        });
    flush(backtest);
    backtest.end();
  }

  private void flush(AssetBacktest backtest) {
    long begin = System.nanoTime();
    backtest.readings(block);
    nanos += System.nanoTime() - begin;
    block.clear();
  }

  /** Time in the fold so far. */
  long nanos() {
    return nanos;
  }
}
