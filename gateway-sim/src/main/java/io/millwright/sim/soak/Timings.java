package io.millwright.sim.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of the rounds of a run. One thread. */
final class Timings {
  private final List<Duration> all = new ArrayList<>();

  void add(Duration duration) {
    all.add(duration);
  }

  static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
  }

  /** Such as {@code 0.61 / 0.74 / 1.80 s (12)}. */
  @Override
  public String toString() {
    if (all.isEmpty()) {
      return "none";
    }
    List<Duration> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.2f / %.2f / %.2f s (%d)",
        sorted.get(0).toMillis() / 1e3,
        sorted.get(sorted.size() / 2).toMillis() / 1e3,
        sorted.get(sorted.size() - 1).toMillis() / 1e3,
        sorted.size());
  }
}
