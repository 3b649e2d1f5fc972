package io.millwright.sim.contract;

import java.util.Locale;

/** The three kinds of message a gateway publishes (docs/contracts.md, section 1). */
public enum Channel {
  /** Meter readings. */
  READINGS,
  /** Fault codes raised or cleared. */
  FAULTS,
  /** Meters replaced. */
  METERS;

  /**
   * Returns the topic of a gateway's messages of this kind.
   *
   * @param gateway the gateway's id
   * @return {@code millwright/v1/{gateway}/...}
   */
  public String topic(String gateway) {
    return "millwright/v1/" + gateway + "/" + name().toLowerCase(Locale.ROOT);
  }
}
