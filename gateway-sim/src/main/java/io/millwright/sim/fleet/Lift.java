package io.millwright.sim.fleet;

import java.util.List;

/** Its door drive fails: it complains for some hours, then the lift stands until it is repaired. */
final class Lift implements Machine {
  /** From the first complaint to the standstill. */
  static final double STANDS_AFTER_HOURS = 4;

  private static final double TRIPS_PER_BUSY_HOUR = 55;
  private static final double DOOR_CYCLES_PER_TRIP = 2.1;

  private double trips;
  private double doorCycles;
  private double motor = 28;

  Lift(double initialTrips) {
    this.trips = initialTrips;
    this.doorCycles = Math.floor(initialTrips * DOOR_CYCLES_PER_TRIP);
  }

  @Override
  public void step(Moment moment) {
    boolean stands = moment.brokenHours() >= STANDS_AFTER_HOURS;
    double traffic = stands ? 0 : moment.demand() * (0.7 + 0.6 * moment.random().nextDouble());
    double made = Math.floor(TRIPS_PER_BUSY_HOUR * traffic * moment.hours() + 0.5);
    trips += made;
    doorCycles += Math.floor(made * DOOR_CYCLES_PER_TRIP);
    double target = 26 + 30 * traffic;
    motor += (target - motor) * moment.lag(0.7) + moment.jitter(0.3);
  }

  @Override
  public List<Double> values() {
    return List.of(trips, doorCycles, Tenths.of(motor));
  }

  @Override
  public void repaired() {
    motor = Math.min(motor, 40);
  }

  @Override
  public double replaceMeter() {
    double last = trips;
    trips = 0;
    return last;
  }
}
