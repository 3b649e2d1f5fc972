package io.millwright.sim.fleet;

import java.time.Instant;

/**
 * What a fleet's run came to.
 *
 * @param from simulated time of the first readings
 * @param to simulated time of the last ones
 * @param ticks steps simulated
 * @param messages messages published, repeats included
 * @param readings readings in them
 * @param repeatedReadings those of them that were in the message before already
 * @param faults faults in them
 * @param replacements meter replacements in them
 * @param outages times a gateway lost its network
 */
public record FleetReport(
    Instant from,
    Instant to,
    long ticks,
    long messages,
    long readings,
    long repeatedReadings,
    long faults,
    long replacements,
    long outages) {}
