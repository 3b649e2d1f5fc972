package io.millwright.ingest.store;

import java.util.Set;
import java.util.UUID;

/**
 * What a commit made durable.
 *
 * @param readings readings that are in the table by this batch
 * @param duplicates readings that had been stored before
 * @param quarantined entries that went to quarantine, those that met another stored value included
 * @param raised the orders of the batch, now in the table
 * @param escalated the orders that the batch made more urgent
 */
public record Committed(
    int readings, int duplicates, int quarantined, Set<UUID> raised, Set<UUID> escalated) {}
