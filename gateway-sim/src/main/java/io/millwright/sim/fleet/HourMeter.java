package io.millwright.sim.fleet;

/** A cumulative meter as it is read: two decimals, wrapping at its rollover point. */
final class HourMeter {
  private final double rollover;
  private double total;

  /**
   * @param initial what it shows at the start
   * @param rollover the first value it cannot show
   */
  HourMeter(double initial, double rollover) {
    this.total = initial;
    this.rollover = rollover;
  }

  void add(double hours) {
    total = (total + hours) % rollover;
  }

  double shows() {
    return Math.floor(total * 100) / 100;
  }

  double replace() {
    double last = shows();
    total = 0;
    return last;
  }
}
