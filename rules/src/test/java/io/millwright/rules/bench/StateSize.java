package io.millwright.rules.bench;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.plan.PlanSet;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Bytes of state: what the heap holds more after 100,000 folds were built and had readings. */
final class StateSize {
  private static final int ASSETS = 100_000;

  private StateSize() {}

  static void print() {
    double one = bytes(Shape.PUMP, plain(1, MeterKind.COUNTER), PlanSet.EMPTY);
    double counters = bytes(Shape.PUMP, plain(11, MeterKind.COUNTER), PlanSet.EMPTY);
    double gauge = bytes(Shape.PUMP, plain(1, MeterKind.GAUGE), PlanSet.EMPTY);
    double gauges = bytes(Shape.PUMP, plain(11, MeterKind.GAUGE), PlanSet.EMPTY);
    row("a plain counter", (counters - one) / 10);
    row("a plain gauge", (gauges - gauge) / 10);
    row("an asset with one plain counter, all in", one);
    row("a press (3 meters, 5 rules), all in", bytes(Shape.PRESS));
    row("a pump (1 meter, 5 rules), all in", bytes(Shape.PUMP));
  }

  private static void row(String what, double bytes) {
    System.out.printf(Locale.ROOT, "bytes of %-41s %6.0f%n", what, bytes);
  }

  private static List<Meter> plain(int count, MeterKind kind) {
    return IntStream.range(0, count).mapToObj(i -> Meter.of("meter" + i, kind, "h")).toList();
  }

  private static double bytes(Shape shape) {
    return bytes(shape, shape.meters(), Fleet.rules());
  }

  private static double bytes(Shape shape, List<Meter> meters, PlanSet rules) {
    List<Asset> assets =
        IntStream.range(0, ASSETS).mapToObj(i -> Fleet.asset(shape, i, meters)).toList();
    List<AssetFold> folds = new ArrayList<>(ASSETS);
    try {
      long before = used();
      for (Asset asset : assets) {
        AssetFold fold = new AssetFold(asset, rules);
        for (int meter = 0; meter < meters.size(); meter++) {
          fold.reading(meter, 0, 50, ReadingFlags.GOOD, Outcomes.NONE);
        }
        folds.add(fold);
      }
      return (used() - before) / (double) ASSETS;
    } finally {
      Reference.reachabilityFence(assets);
      Reference.reachabilityFence(folds);
    }
  }

  /** A full collection leaves what is reachable; the second one what finalisers let go. */
  private static long used() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
