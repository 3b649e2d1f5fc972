package io.millwright.sim.contract;

import java.time.Instant;

/**
 * A meter was taken out and another put in.
 *
 * @param asset the asset's tag
 * @param meter the meter's name
 * @param time when
 * @param oldFinal the last value of the old one, in the meter's unit
 * @param newInitial the first value of the new one, in the meter's unit
 */
public record MeterReplacement(
    String asset, String meter, Instant time, double oldFinal, double newInitial) {}
