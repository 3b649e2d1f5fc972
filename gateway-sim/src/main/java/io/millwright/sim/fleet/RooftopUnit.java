package io.millwright.sim.fleet;

import java.util.List;

/** Its filter fills with dust as it runs: a clean one drops 90 Pa, a full one 250 Pa. */
final class RooftopUnit implements Machine {
  private static final double CLEAN = 90;
  private static final double PASCAL_PER_HOUR = 0.35;

  private final HourMeter runHours;
  private double filterHours;
  private long starts;
  private boolean ran;
  private double filterDrop;
  private double supply = 18;

  RooftopUnit(double initialHours, double filterHours, long initialStarts) {
    this.runHours = new HourMeter(initialHours, Double.MAX_VALUE);
    this.filterHours = filterHours;
    this.starts = initialStarts;
  }

  @Override
  public void step(Moment moment) {
    boolean runs = moment.random().nextDouble() < moment.demand() + 0.2;
    if (runs) {
      runHours.add(moment.hours());
      filterHours += moment.hours();
    }
    if (runs && !ran) {
      starts++;
    }
    ran = runs;
    filterDrop =
        runs
            ? CLEAN + PASCAL_PER_HOUR * filterHours + moment.jitter(3)
            : Math.abs(moment.jitter(2));
    double target = runs ? 14 : 22;
    supply += (target - supply) * moment.lag(0.3) + moment.jitter(0.3);
  }

  @Override
  public List<Double> values() {
    return List.of(runHours.shows(), Tenths.of(filterDrop), Tenths.of(supply), (double) starts);
  }

  @Override
  public void repaired() {
    filterHours = 0;
  }

  @Override
  public double replaceMeter() {
    return runHours.replace();
  }
}
