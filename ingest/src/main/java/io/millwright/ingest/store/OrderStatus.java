package io.millwright.ingest.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step of a work order that its executing system reported.
 *
 * @param order the order's id
 * @param status accepted, started, completed or cancelled
 * @param time when it happened
 * @param meterValue what the meter showed at completion, or null
 * @param reason why it was cancelled, or null
 * @param remoteId the executing system's number, or null
 */
public record OrderStatus(
    UUID order,
    String status,
    Instant time,
    @Nullable Double meterValue,
    @Nullable String reason,
    @Nullable String remoteId) {}
