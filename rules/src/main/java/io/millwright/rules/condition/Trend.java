package io.millwright.rules.condition;

/**
 * The straight line through points by least squares, each counting as often as readings are in it.
 * Textbook simple linear regression; the slope's standard error is from what the points are off.
 */
final class Trend {
  private static final int FEWEST = 5;

  final int points;

  /** The value of the line at the time asked about. */
  final double level;

  /** Units a millisecond. */
  final double slope;

  /** Of the slope; NaN with too few points. */
  final double error;

  private Trend(int points, double level, double slope, double error) {
    this.points = points;
    this.level = level;
    this.slope = slope;
    this.error = error;
  }

  /**
   * Lays the line.
   *
   * @param buckets with the mean value, and as extra the mean time since the bucket's start
   * @param now the time asked about
   */
  static Trend of(Buckets buckets, long now) {
    double readings = buckets.readings();
    double meanAge = 0;
    double meanValue = 0;
    for (int i = 0; i < buckets.size(); i++) {
      double share = buckets.count(i) / readings;
      meanAge += share * at(buckets, i, now);
      meanValue += share * buckets.value(i);
    }
    double squares = 0;
    double products = 0;
    double off = 0;
    for (int i = 0; i < buckets.size(); i++) {
      double age = at(buckets, i, now) - meanAge;
      double value = buckets.value(i) - meanValue;
      squares += buckets.count(i) * age * age;
      products += buckets.count(i) * age * value;
      off += buckets.count(i) * value * value;
    }
    if (buckets.size() < FEWEST || !(squares > 0)) {
      return new Trend(buckets.size(), meanValue, 0, Double.NaN);
    }
    double slope = products / squares;
    double rest = Math.max(0, off - slope * products);
    double error = Math.sqrt(rest / (buckets.size() - 2) / squares);
    return new Trend(buckets.size(), meanValue - slope * meanAge, slope, error);
  }

  /** The time of a bucket's readings on the mean, counted from now: not above 0. */
  private static double at(Buckets buckets, int bucket, long now) {
    return buckets.start(bucket) - now + buckets.extra(bucket);
  }

  /** Whether the slope is so many of its standard errors from 0. */
  boolean isSure(double sigmas) {
    return Math.abs(slope) > sigmas * error;
  }

  /** The value of the line so long after the time asked about. */
  double after(long millis) {
    return level + slope * millis;
  }
}
