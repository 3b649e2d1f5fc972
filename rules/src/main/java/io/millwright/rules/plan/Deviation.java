package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * A value that is not what it used to be on this very asset: so many standard deviations from the
 * mean of its own first readings, each reading by itself (a Shewhart chart) or smoothed (an EWMA
 * chart, NIST/SEMATECH e-Handbook 6.3.2.4).
 *
 * @param meter the meter's name
 * @param unit the unit of {@code leastSigma}; null when that is 0
 * @param bounds where the smoothed value is right, in standard deviations of it from the mean
 * @param baseline what it is compared with
 * @param smoothing the weight of the newest reading, above 0; 1 for none of the earlier ones
 * @param leastSigma what the standard deviation is at least, in the unit; 0 or more
 * @param persistence how long and how often it must be wrong, and right again
 */
public record Deviation(
    String meter,
    @Nullable String unit,
    Bounds bounds,
    Baseline baseline,
    double smoothing,
    double leastSigma,
    Persistence persistence)
    implements Signal.MeterLeaf {

  /** Validates the smoothing and the least deviation. */
  public Deviation {
    if (!(smoothing > 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "'smoothing' must be above 0 and at most 1, not " + smoothing);
    }
    if (!(leastSigma >= 0) || Double.isInfinite(leastSigma)) {
      throw new IllegalArgumentException("'least_sigma' must be 0 or more, not " + leastSigma);
    }
    if (leastSigma > 0 && unit == null) {
      throw new IllegalArgumentException("'least_sigma' needs its 'unit', such as degC");
    }
  }

  /**
   * What the asset's own usual is learnt from.
   *
   * @param readings so many good readings, from the first or from the last completion; 5 or more
   * @param weight after that each reading that does not deviate moves it by this share, as an
   *     asset's usual drifts; 0 to keep it
   */
  public record Baseline(int readings, double weight) {
    private static final int FEWEST = 5;

    /** Validates the numbers. */
    public Baseline {
      if (readings < FEWEST) {
        throw new IllegalArgumentException(
            "'readings' must be " + FEWEST + " or more, not " + readings);
      }
      if (!(weight >= 0 && weight < 1)) {
        throw new IllegalArgumentException("'weight' must be from 0 to below 1, not " + weight);
      }
    }
  }

  @Override
  public String identity() {
    return "deviates " + meter;
  }
}
