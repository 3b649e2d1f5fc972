package io.millwright.ingest.store;

import io.millwright.rules.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event that is not a reading, as the log holds it.
 *
 * @param sequence its place in the log
 * @param asset the asset's id
 * @param event what happened
 * @param naturalKey the same for a redelivery, unique within the asset; null when it cannot be
 *     delivered twice
 */
public record EventRow(long sequence, int asset, Event event, @Nullable String naturalKey) {}
