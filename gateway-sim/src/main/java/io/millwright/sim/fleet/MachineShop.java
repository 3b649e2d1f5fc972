package io.millwright.sim.fleet;

import io.millwright.rules.model.Meter;
import java.util.random.RandomGenerator;

/**
 * Builds machines with a past: two of three pass a service interval in the first week, so that
 * preventive plans have something to do.
 */
final class MachineShop {
  /** Service interval of excavators, engine hours. */
  static final double EXCAVATOR_INTERVAL = 250;

  /** Service interval of compressors, run hours. */
  static final double COMPRESSOR_INTERVAL = 500;

  /** Service interval of lifts, trips. */
  static final double LIFT_INTERVAL = 5_000;

  private MachineShop() {}

  static Machine build(long seed, SimAsset asset) {
    RandomGenerator random = Noise.of(seed, asset.tag(), -2);
    boolean dueSoon = asset.ordinal() % 3 != 2;
    return switch (asset.kind()) {
      case EXCAVATOR -> excavator(asset, random, dueSoon);
      case COMPRESSOR ->
          new Compressor(
              before(random, dueSoon, COMPRESSOR_INTERVAL, 10, 50),
              random.nextLong(500, 9_000),
              random.nextDouble(2.0, 2.8));
      case LIFT -> new Lift(Math.floor(before(random, dueSoon, LIFT_INTERVAL, 300, 900)));
      case ROOFTOP_UNIT ->
          new RooftopUnit(
              before(random, dueSoon, 1_000, 5, 40),
              dueSoon ? random.nextDouble(430, 445) : random.nextDouble(20, 200),
              random.nextLong(500, 20_000));
    };
  }

  private static Machine excavator(SimAsset asset, RandomGenerator random, boolean dueSoon) {
    Meter meter = asset.asset().meters().get(0);
    double rollover = meter.rolloverPoint() == null ? Double.MAX_VALUE : meter.rolloverPoint();
    double initial =
        asset.ordinal() == FleetLayout.ROLLOVER_EXCAVATOR
            ? rollover - random.nextDouble(8, 28)
            : before(random, dueSoon, EXCAVATOR_INTERVAL, 6, 30);
    return new Excavator(initial, rollover);
  }

  /** A value that reaches the next multiple soon, or one that leaves the first week alone. */
  private static double before(
      RandomGenerator random, boolean dueSoon, double interval, double least, double most) {
    double next = interval * random.nextInt(4, 32);
    return dueSoon
        ? next - random.nextDouble(least, most)
        : next - interval * random.nextDouble(0.5, 0.95);
  }
}
