package io.millwright.sim.fleet;

/** The resolution of a gauge: one decimal. */
final class Tenths {
  private Tenths() {}

  static double of(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
