package io.millwright.sim.fleet;

import io.millwright.rules.model.Meter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What an asset's meters showed lately. One thread adds, any thread asks. */
final class MeterHistory {
  private static final int KEPT = 300;

  private final List<String> meters;
  private final ConcurrentNavigableMap<Instant, List<Double>> shown = new ConcurrentSkipListMap<>();
  private int size;

  MeterHistory(List<Meter> meters) {
    this.meters = meters.stream().map(Meter::name).toList();
  }

  void add(Instant time, List<Double> values) {
    shown.put(time, values);
    if (++size > KEPT) {
      shown.pollFirstEntry();
      size--;
    }
  }

  /**
   * What a meter showed at a time: the last value at or before it, or the oldest one kept.
   *
   * @throws IllegalArgumentException when there is no such meter
   * @throws IllegalStateException when nothing was simulated yet
   */
  double at(String meter, Instant time) {
    int index = meters.indexOf(meter);
    if (index < 0) {
      throw new IllegalArgumentException("No meter '" + meter + "'; there are " + meters);
    }
    Map.Entry<Instant, List<Double>> entry = shown.floorEntry(time);
    if (entry == null) {
      entry = shown.firstEntry();
    }
    if (entry == null) {
      throw new IllegalStateException("Nothing was simulated yet: call next() first");
    }
    return entry.getValue().get(index);
  }
}
