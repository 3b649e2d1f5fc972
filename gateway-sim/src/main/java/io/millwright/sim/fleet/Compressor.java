package io.millwright.sim.fleet;

import java.util.List;

/** A bearing wears: vibration grows from about 2.3 mm/s past 7.1 within some sixty hours. */
final class Compressor implements Machine {
  private static final double GROWTH_PER_HOUR = 0.12;
  private static final double WORST = 11.5;

  private final HourMeter runHours;
  private final double calm;
  private long starts;
  private boolean ran;
  private double discharge = 25;
  private double vibration;

  Compressor(double initialHours, long initialStarts, double calm) {
    this.runHours = new HourMeter(initialHours, Double.MAX_VALUE);
    this.starts = initialStarts;
    this.calm = calm;
  }

  @Override
  public void step(Moment moment) {
    boolean runs = moment.random().nextDouble() < moment.demand() + 0.15;
    if (runs) {
      runHours.add(moment.hours() * (0.8 + 0.2 * moment.demand()));
    }
    if (runs && !ran) {
      starts++;
    }
    ran = runs;
    double target = runs ? 78 + 12 * moment.demand() : 25;
    discharge += (target - discharge) * moment.lag(0.4) + moment.jitter(0.3);
    double growth = moment.broken() ? moment.brokenHours() * GROWTH_PER_HOUR : 0;
    vibration = Math.min(WORST, calm + growth) * (runs ? 1 : 0.05) + Math.abs(moment.jitter(0.2));
  }

  @Override
  public List<Double> values() {
    return List.of(runHours.shows(), (double) starts, Tenths.of(discharge), Tenths.of(vibration));
  }

  @Override
  public void repaired() {
    vibration = Math.min(vibration, calm);
  }

  @Override
  public double replaceMeter() {
    return runHours.replace();
  }
}
