package io.millwright.peers.camel;

import java.util.List;

/**
 * docs/contracts.md's message of readings, as far as the load has it.
 *
 * @param readings one or more
 */
public record ReadingMessage(List<Reading> readings) {
  /**
   * One reading.
   *
   * @param asset its tag
   * @param meter its name within the asset
   * @param time RFC 3339; PostgreSQL parses it, which spares the consumer
   * @param value in the meter's unit
   */
  public record Reading(String asset, String meter, String time, double value) {}
}
