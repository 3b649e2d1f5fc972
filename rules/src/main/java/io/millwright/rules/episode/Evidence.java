package io.millwright.rules.episode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an order was raised, so that a person can check it.
 *
 * @param why one sentence
 * @param meter the meter that fired, or null for a calendar or a fault
 * @param unit its unit
 * @param readings the readings it rests on
 * @param arithmetic each step of the calculation, in words
 */
public record Evidence(
    String why,
    @Nullable String meter,
    @Nullable String unit,
    List<Basis> readings,
    List<String> arithmetic) {

  /** Copies the lists. */
  public Evidence {
    readings = List.copyOf(readings);
    arithmetic = List.copyOf(arithmetic);
  }

  /**
   * A reading that an order rests on.
   *
   * @param meter the meter's name
   * @param time epoch milliseconds
   * @param value as the meter showed it
   */
  public record Basis(String meter, long time, double value) {}
}
