package io.millwright.ingest.quarantine;

/**
 * What was deleted.
 *
 * @param entries how many
 * @param bytes of their payloads
 */
public record Dropped(long entries, long bytes) {}
