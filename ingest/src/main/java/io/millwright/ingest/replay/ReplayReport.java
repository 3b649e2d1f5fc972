package io.millwright.ingest.replay;

import org.jspecify.annotations.Nullable;

/**
 * What a replay did.
 *
 * @param replayed entries that were taken this time
 * @param quarantinedAgain entries that were refused again and stay open
 * @param unsettled entries that the pipeline had not finished with in time; they stay open
 * @param next where to go on, or null when the end was reached
 */
public record ReplayReport(
    int replayed, int quarantinedAgain, int unsettled, @Nullable Long next) {}
