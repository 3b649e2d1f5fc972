package io.millwright.rules.plan;

/**
 * A trend that will cross a limit: the straight line through the readings of the last while (least
 * squares), carried on.
 *
 * @param meter the meter's name
 * @param unit the unit of the limit; must be the meter's
 * @param bounds where the projected value is right
 * @param withinMillis how far the line is carried on, above 0
 * @param overMillis how far back the readings go that it is laid through, 1 s or more
 * @param sigmas how many of its standard errors the slope must be from 0 to be carried on, 0 or
 *     more
 * @param persistence how long and how often it must be so, and not
 */
public record Projection(
    String meter,
    String unit,
    Bounds bounds,
    long withinMillis,
    long overMillis,
    double sigmas,
    Persistence persistence)
    implements Signal.MeterLeaf {

  /** Validates the spans. */
  public Projection {
    if (withinMillis <= 0) {
      throw new IllegalArgumentException("'within' must be above 0");
    }
    Window.requireSpan(overMillis);
    if (!(sigmas >= 0) || Double.isInfinite(sigmas)) {
      throw new IllegalArgumentException("'sigmas' must be 0 or more, not " + sigmas);
    }
  }

  @Override
  public String identity() {
    return "projected over " + overMillis / 1000 + " s of " + meter;
  }
}
