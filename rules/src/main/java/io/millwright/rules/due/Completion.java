package io.millwright.rules.due;

import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import org.jspecify.annotations.Nullable;

/**
 * Where a counter stood when an order was closed.
 *
 * @param total life-to-date
 * @param doubt what of the feedback was not taken at its word, in one sentence, or null
 */
record Completion(double total, @Nullable String doubt) {

  /**
   * Reads the feedback.
   *
   * @param usage the counter's half
   * @param value what the counter is said to have shown, or null when nobody said
   */
  private static Completion of(Event.OrderClosed event, UsageHalf usage, @Nullable Double value) {
    double present = usage.meter.total();
    if (value == null || !usage.hasBegun()) {
      return new Completion(present, null);
    }
    double base = usage.base();
    if (!MeterTrack.isCountable(value)) {
      return new Completion(
          present,
          "Completion at "
              + value
              + " is nothing a counter shows: not believed, "
              + Words.number(present)
              + " is taken from the meter.");
    }
    double said = usage.meter.totalOf(value, event.time());
    if (said < base - Rounding.SLACK) {
      return new Completion(
          present,
          sentence(usage, value, said)
              + ", below the "
              + Words.number(base)
              + " this interval began at: not believed, "
              + Words.number(present)
              + " is taken from the meter.");
    }
    return new Completion(
        said,
        said - present > usage.trigger.every()
            ? sentence(usage, value, said)
                + ", more than a whole interval ahead of the meter's "
                + Words.number(present)
                + ": taken as said."
            : null);
  }

  /** Where each counter stood. The number that was said is of the meter that the order named. */
  static double[] totals(Event.OrderClosed event, UsageHalf[] usage, @Nullable String namedMeter) {
    double[] totals = new double[usage.length];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = of(event, usage[i], namedMeter).total();
    }
    return totals;
  }

  /** What of the feedback was not taken at its word, in one sentence, or null. */
  static @Nullable String doubt(
      Event.OrderClosed event, UsageHalf[] usage, @Nullable String namedMeter) {
    String doubt = null;
    for (UsageHalf half : usage) {
      doubt = doubt == null ? of(event, half, namedMeter).doubt() : doubt;
    }
    return doubt;
  }

  private static Completion of(
      Event.OrderClosed event, UsageHalf half, @Nullable String namedMeter) {
    return of(event, half, half.meter().equals(namedMeter) ? event.meterValue() : null);
  }

  private static String sentence(UsageHalf usage, double value, double said) {
    return "Completion at "
        + Words.number(value)
        + " "
        + usage.trigger.unit()
        + " means a life-to-date of "
        + Words.number(said);
  }
}
