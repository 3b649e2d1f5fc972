package io.millwright.ingest.codec;

import org.jspecify.annotations.Nullable;

/**
 * One reading, as its gateway sent it.
 *
 * @param asset the asset's tag, 1 to 200 characters
 * @param meter the meter's name, 1 to 200 characters
 * @param timeMillis when the meter was read, epoch milliseconds, 1970 to 9999
 * @param value a finite number, in the meter's unit
 * @param unit the unit the gateway believes it sends, or null when it does not say
 * @param quality how far to trust it
 * @param historical whether it was sent late from a buffer
 */
public record DecodedReading(
    String asset,
    String meter,
    long timeMillis,
    double value,
    @Nullable String unit,
    Quality quality,
    boolean historical) {}
