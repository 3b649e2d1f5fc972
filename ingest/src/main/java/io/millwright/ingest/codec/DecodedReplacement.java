package io.millwright.ingest.codec;

/**
 * A meter that was replaced.
 *
 * @param asset the asset's tag, 1 to 200 characters
 * @param meter the meter's name, 1 to 200 characters
 * @param timeMillis when it was replaced, epoch milliseconds, 1970 to 9999
 * @param oldFinal the last value the old meter showed, finite
 * @param newInitial the first value the new meter showed, finite
 */
public record DecodedReplacement(
    String asset, String meter, long timeMillis, double oldFinal, double newInitial) {}
