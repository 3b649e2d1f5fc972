package io.millwright.sim.fleet;

import java.util.List;

/** Its radiator clogs: the coolant climbs beyond 105 degC while it works. */
final class Excavator implements Machine {
  /** A driver who has just noticed nothing works on for this long after the radiator clogs. */
  static final double WORKS_ON_HOURS = 3;

  private final HourMeter engineHours;
  private double coolant = 20;
  private double fuelRate;
  private double pressure;

  Excavator(double initialHours, double rollover) {
    this.engineHours = new HourMeter(initialHours, rollover);
  }

  @Override
  public void step(Moment moment) {
    boolean mustWork = moment.broken() && moment.brokenHours() < WORKS_ON_HOURS;
    double demand = mustWork ? 0.8 : moment.demand();
    boolean works = demand > 0 && (mustWork || moment.random().nextDouble() < 0.92);
    double load = works ? Math.min(1, demand + moment.jitter(0.2)) : 0;
    if (works) {
      engineHours.add(moment.hours());
    }
    double target = works ? 86 + 8 * load + (moment.broken() ? 24 : 0) : 18;
    coolant += (target - coolant) * moment.lag(works ? 0.33 : 2);
    fuelRate = works ? 9 + 22 * load + moment.jitter(1) : 0;
    pressure = works ? 140 + 180 * load + moment.jitter(8) : 2 + moment.jitter(1);
  }

  @Override
  public List<Double> values() {
    return List.of(
        engineHours.shows(), Tenths.of(coolant), Tenths.of(fuelRate), Tenths.of(pressure));
  }

  @Override
  public void repaired() {
    coolant = Math.min(coolant, 90);
  }

  @Override
  public double replaceMeter() {
    return engineHours.replace();
  }
}
