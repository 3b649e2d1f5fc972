package io.millwright.rules.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a condition is looked at: {@code only_while} a meter is in a state or past a value.
 *
 * @param meter the meter's name
 * @param unit the unit of the numbers in {@code shut}; null with states
 * @param states the values with which it is open; empty when {@code past} decides
 * @param past open while the value is past it; null with states
 */
public record Gate(String meter, @Nullable String unit, Set<Double> states, @Nullable Bounds past) {

  /** Copies the set and validates that one of the two decides. */
  public Gate {
    states = Set.copyOf(states);
    if (states.isEmpty() == (past == null)) {
      throw new IllegalArgumentException("it needs states, above or below");
    }
    if (past != null && unit == null) {
      throw new IllegalArgumentException("'unit' is missing, such as rpm");
    }
  }

  /** Whether a value opens it. */
  public boolean isOpen(double value) {
    // Plus zero, as -0.0 is the state 0, too.
    return past == null ? states.contains(value + 0.0) : past.isMet(value);
  }
}
