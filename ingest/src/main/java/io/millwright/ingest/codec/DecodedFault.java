package io.millwright.ingest.codec;

import org.jspecify.annotations.Nullable;

/**
 * A fault code that came or went.
 *
 * @param asset the asset's tag, 1 to 200 characters
 * @param code the fault's code, 1 to 200 characters
 * @param timeMillis when it came or went, epoch milliseconds, 1970 to 9999
 * @param active whether it came ({@code true}) or went
 * @param text what the equipment says about it, up to 1,000 characters, or null
 */
public record DecodedFault(
    String asset, String code, long timeMillis, boolean active, @Nullable String text) {}
