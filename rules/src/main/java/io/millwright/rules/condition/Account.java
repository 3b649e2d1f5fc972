package io.millwright.rules.condition;

import io.millwright.rules.episode.Evidence;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects from the leaves of a signal why an order is raised. */
public final class Account {
  final ZoneId zone;
  final long time;
  private final List<String> clauses = new ArrayList<>();
  private final List<Evidence.Basis> readings = new ArrayList<>();
  private final List<String> arithmetic = new ArrayList<>();
  private @Nullable String meter;
  private @Nullable String unit;

  /**
   * An empty one.
   *
   * @param zone the zone that times are written in
   * @param time when the order is raised
   */
  Account(ZoneId zone, long time) {
    this.zone = zone;
    this.time = time;
  }

  /** Adds a clause without a full stop. */
  void clause(String text) {
    clauses.add(text);
  }

  /** Adds a reading that it rests on; the first one's meter is the order's. */
  void reading(Evidence.Basis basis, String inUnit) {
    if (meter == null) {
      meter = basis.meter();
      unit = inUnit;
    }
    readings.add(basis);
  }

  /** Adds a step of the calculation. */
  void step(String text) {
    arithmetic.add(text);
  }

  Evidence evidence() {
    return new Evidence(String.join(", and ", clauses) + ".", meter, unit, readings, arithmetic);
  }
}
