package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * A meter that is not heard of: a dead man's switch.
 *
 * @param meter the meter's name
 * @param forMillis how long no good reading of it has come, above 0
 */
public record Silence(String meter, long forMillis) implements Signal.MeterLeaf {

  /** Validates the span. */
  public Silence {
    if (forMillis <= 0) {
      throw new IllegalArgumentException("'for' must be above 0");
    }
  }

  @Override
  public @Nullable String unit() {
    return null;
  }

  @Override
  public String identity() {
    return "silence " + meter;
  }
}
