package io.millwright.ingest.codec;

/**
 * A reading of a counter that was wrong.
 *
 * @param asset the asset's tag, 1 to 200 characters
 * @param meter the meter's name, 1 to 200 characters
 * @param timeMillis when the wrong reading was taken, epoch milliseconds, 1970 to 9999
 * @param oldValue what it said, finite
 * @param newValue what it should have said, finite
 */
public record DecodedCorrection(
    String asset, String meter, long timeMillis, double oldValue, double newValue) {}
