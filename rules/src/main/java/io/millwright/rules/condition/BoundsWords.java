package io.millwright.rules.condition;

import io.millwright.rules.episode.Words;
import io.millwright.rules.plan.Bounds;

/** Bounds as sentences have them. */
record BoundsWords(Bounds bounds, String unit) {

  /** Such as {@code above the limit of 105 degC}. */
  String met() {
    return bounds.side() + " " + limits();
  }

  /** How a value stands to them. */
  String of(double value) {
    return (bounds.isMet(value) ? "" : "not ") + met();
  }

  private String limits() {
    if (Double.isInfinite(bounds.from())) {
      return "the limit of " + Words.quantity(bounds.to(), unit);
    }
    return Double.isInfinite(bounds.to())
        ? "the limit of " + Words.quantity(bounds.from(), unit)
        : Words.number(bounds.from()) + " to " + Words.quantity(bounds.to(), unit);
  }
}
