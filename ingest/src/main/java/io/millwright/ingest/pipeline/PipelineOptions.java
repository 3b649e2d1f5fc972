package io.millwright.ingest.pipeline;

import java.time.Duration;

/**
 * Sizes and times of the pipeline.
 *
 * @param shards threads that fold and commit, 1 or more
 * @param queueLimit items that may wait before the sources are paused
 * @param batchLimit items that one transaction takes at most
 * @param checkpointEvery how often changed states are written
 * @param tickEvery how often the calendar is looked at
 */
public record PipelineOptions(
    int shards, int queueLimit, int batchLimit, Duration checkpointEvery, Duration tickEvery) {

  /** Two shards, 50,000 waiting, batches of up to 8,192. */
  public static final PipelineOptions DEFAULT =
      new PipelineOptions(2, 50_000, 8_192, Duration.ofSeconds(5), Duration.ofSeconds(1));

  /** Validates the numbers. */
  public PipelineOptions {
    if (shards < 1 || queueLimit < 1 || batchLimit < 1) {
      throw new IllegalArgumentException("shards, queueLimit and batchLimit must be 1 or more");
    }
  }
}
