package io.millwright.sim.contract;

import java.time.Instant;

/**
 * A fault code that appeared or went away.
 *
 * @param asset the asset's tag
 * @param code the controller's code, such as {@code E-204}
 * @param time when
 * @param active true when it appeared, false when it cleared
 * @param text what the controller says about it
 */
public record Fault(String asset, String code, Instant time, boolean active, String text) {}
