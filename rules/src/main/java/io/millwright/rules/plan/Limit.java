package io.millwright.rules.plan;

/**
 * A value past a limit.
 *
 * @param meter the meter's name; of a counter, too, the value as it is shown is compared
 * @param unit the unit of the numbers here; the meter's, or one it can be converted to
 * @param bounds where the value is right
 * @param persistence how long it must be wrong, and right again
 */
public record Limit(String meter, String unit, Bounds bounds, Persistence persistence)
    implements Signal.MeterLeaf {

  @Override
  public String identity() {
    return bounds.side() + " " + meter;
  }
}
