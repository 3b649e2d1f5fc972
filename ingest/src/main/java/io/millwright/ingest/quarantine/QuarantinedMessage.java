package io.millwright.ingest.quarantine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is stored.
 *
 * @param id its row
 * @param entry what was refused, with the reason of the latest time
 * @param receivedAt when it was refused first
 * @param seen how often it was refused
 * @param replayedAt when it was fed again and taken; null while it is open
 */
public record QuarantinedMessage(
    long id, QuarantineEntry entry, Instant receivedAt, int seen, @Nullable Instant replayedAt) {}
