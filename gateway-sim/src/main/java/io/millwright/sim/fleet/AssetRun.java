package io.millwright.sim.fleet;

import io.millwright.rules.model.Meter;
import io.millwright.sim.contract.Fault;
import io.millwright.sim.contract.MeterReading;
import io.millwright.sim.contract.MeterReplacement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The life of one machine. One thread steps it; repairs and questions come from any. */
final class AssetRun {
  private final long seed;
  private final SimAsset asset;
  private final ZoneId zone;
  private final Machine machine;
  private final DoorDrive doorDrive;
  private final MeterHistory history;
  private final Queue<Instant> repairs = new ConcurrentLinkedQueue<>();
  private @Nullable Instant brokenSince;

  AssetRun(long seed, SimAsset asset) {
    this.seed = seed;
    this.asset = asset;
    this.zone = asset.asset().zone();
    this.machine = MachineShop.build(seed, asset);
    this.doorDrive = new DoorDrive(asset.tag());
    this.history = new MeterHistory(asset.asset().meters());
  }

  /** A technician finished a job; takes effect with the next step. Any thread. */
  void repaired(Instant time) {
    repairs.add(time);
  }

  /** What a meter showed. Any thread. */
  double valueAt(String meter, Instant time) {
    return history.at(meter, time);
  }

  /**
   * Lives through a step.
   *
   * @param time its end
   * @param length its length
   * @param index its number, which names its randomness
   * @param due what happens to this machine in it
   */
  AssetStep step(Instant time, Duration length, long index, List<Story> due) {
    applyRepairs();
    List<MeterReplacement> replacements = new ArrayList<>();
    for (Story story : due) {
      if (story.kind() == Story.Kind.METER_REPLACED) {
        String meter = asset.asset().meters().get(0).name();
        replacements.add(
            new MeterReplacement(asset.tag(), meter, story.from(), machine.replaceMeter(), 0));
      } else {
        brokenSince = story.from();
      }
    }
    double brokenHours = brokenSince == null ? -1 : hours(Duration.between(brokenSince, time));
    machine.step(
        new Moment(
            time,
            hours(length),
            DutyCycle.demand(asset.kind(), time.atZone(zone)),
            brokenHours,
            Noise.of(seed, asset.tag(), index)));
    List<Double> values = machine.values();
    history.add(time, values);
    List<Fault> faults =
        asset.kind() == MachineKind.LIFT
            ? doorDrive.step(time, brokenSince, brokenHours)
            : List.of();
    return new AssetStep(replacements, faults, readings(time, values));
  }

  private void applyRepairs() {
    for (Instant repair = repairs.poll(); repair != null; repair = repairs.poll()) {
      if (brokenSince == null || !repair.isBefore(brokenSince)) {
        brokenSince = null;
        machine.repaired();
      }
    }
  }

  private List<MeterReading> readings(Instant time, List<Double> values) {
    List<Meter> meters = asset.asset().meters();
    List<MeterReading> readings = new ArrayList<>(meters.size());
    for (int i = 0; i < meters.size(); i++) {
      Meter meter = meters.get(i);
      readings.add(
          new MeterReading(asset.tag(), meter.name(), time, values.get(i), meter.unit(), false));
    }
    return readings;
  }

  private static double hours(Duration duration) {
    return duration.toMillis() / 3_600_000.0;
  }
}
