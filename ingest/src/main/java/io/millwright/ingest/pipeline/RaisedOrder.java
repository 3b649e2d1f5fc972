package io.millwright.ingest.pipeline;

import java.util.UUID;

/**
 * A committed work order that waits for delivery.
 *
 * @param id its id
 * @param causeNanos {@link System#nanoTime()} when the reading that caused it arrived, or 0 when no
 *     reading did (clock tick, replay)
 */
public record RaisedOrder(UUID id, long causeNanos) {}
