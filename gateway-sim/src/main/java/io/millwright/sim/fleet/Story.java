package io.millwright.sim.fleet;

import java.time.Instant;

/**
 * Something that happens in a simulated week.
 *
 * @param kind what
 * @param subject the asset's tag; for an outage and a repeat the gateway's id
 * @param from when it begins
 * @param to when an outage ends; otherwise the same as {@code from}
 */
public record Story(Kind kind, String subject, Instant from, Instant to) {

  /** What can happen. */
  public enum Kind {
    /** A lift's door drive reports E-204, then the lift stands. */
    DOOR_DRIVE,
    /** An excavator's coolant climbs beyond 105 degC. */
    COOLANT,
    /** A compressor's vibration grows. */
    VIBRATION,
    /** A compressor's hour meter is replaced by a new one that starts at 0. */
    METER_REPLACED,
    /** A gateway has no network; it sends what it kept afterwards. */
    OUTAGE,
    /** A gateway publishes a message twice. */
    REPEAT
  }
}
