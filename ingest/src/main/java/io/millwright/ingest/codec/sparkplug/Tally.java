package io.millwright.ingest.codec.sparkplug;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often what has happened. Any thread. */
public final class Tally {
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

  /** All zero. */
  public Tally() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void add(Count count, int times) {
    LongAdder adder = counts.get(count);
    if (adder != null) {
      adder.add(times);
    }
  }

  /** How often, so far. */
  public long of(Count count) {
    LongAdder adder = counts.get(count);
    return adder == null ? 0 : adder.sum();
  }
}
