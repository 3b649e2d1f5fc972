package io.millwright.rules.plan;

/**
 * A value that differs much from the one before, either way.
 *
 * @param meter the meter's name
 * @param unit the unit of {@code by}; must be the meter's
 * @param by met when it differs by more than this, above 0
 * @param persistence how often; on-delay 0, as the next reading is another step
 */
public record Step(String meter, String unit, double by, Persistence persistence)
    implements Signal.MeterLeaf {

  /** Validates the size. */
  public Step {
    if (!(by > 0) || Double.isInfinite(by)) {
      throw new IllegalArgumentException("'by' must be above 0, not " + by);
    }
  }

  @Override
  public String identity() {
    return "step " + meter;
  }
}
