package io.millwright.ingest.store;

import java.time.Instant;

/**
 * A plan file that was made the active one.
 *
 * @param version counts up from 1; gaps are possible
 * @param sequence its place in the log: what comes after it is folded under it; 0 when it is older
 *     than the keeping of places
 * @param activatedAt when, by the clock of the database
 * @param atStart whether it came with the start of the service, not by the API
 * @param source the file
 */
public record PlanVersion(
    int version, long sequence, Instant activatedAt, boolean atStart, PlanSource source) {}
