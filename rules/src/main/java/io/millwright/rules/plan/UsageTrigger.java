package io.millwright.rules.plan;

/**
 * Due each time a counter's life-to-date has grown by an interval.
 *
 * @param meter the counter's name
 * @param unit the unit of the numbers here; must be the meter's
 * @param every the interval, above 0
 * @param lead how much before the due point the order is raised, 0 to below {@code every}
 * @param start the life-to-date that the first interval is counted from
 */
public record UsageTrigger(String meter, String unit, double every, double lead, double start) {

  /** Validates the interval and the lead. */
  public UsageTrigger {
    if (!(every > 0)) {
      throw new IllegalArgumentException("'every' must be above 0, not " + every);
    }
    if (!(lead >= 0 && lead < every)) {
      throw new IllegalArgumentException(
          "'lead' must be 0 or more and below 'every' (" + every + "), not " + lead);
    }
  }
}
