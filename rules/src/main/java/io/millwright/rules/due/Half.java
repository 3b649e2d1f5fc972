package io.millwright.rules.due;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.state.AssetState.HalfState;
import org.jspecify.annotations.Nullable;

/**
 * One trigger of a plan on one asset. It counts along a scale of its own, life-to-date of a counter
 * or time in epoch milliseconds, and all points below are points of that scale.
 */
sealed interface Half permits UsageHalf, CalendarHalf {

  /** The meter it counts; null for the calendar. */
  @Nullable String meter();

  /**
   * Gives the first baseline when there is none and one can be given.
   *
   * @param time epoch milliseconds
   * @param live whether this is happening now; history does not begin a calendar
   */
  void begin(long time, boolean live);

  /** Whether it has a baseline. All below needs one. */
  boolean hasBegun();

  /** Where the present interval counts from. */
  double base();

  /** Where the present interval ends; infinite when it has none after this one. */
  double due();

  /** From where the order may be raised: due, less the lead. */
  double raiseFrom();

  /** Up to where the work is not late: due, and the tolerance. */
  double lateAfter();

  /** Where it stands at a time. */
  double at(long time);

  /** Counts the next interval from a completion. */
  void restart(double point);

  /** Counts the next interval from a due point. */
  void moveTo(double due);

  /**
   * Counts the next interval from the last due point at or before a point.
   *
   * @return how many due points after {@code due} were passed over
   */
  int moveAlong(double due, double point);

  /** Whether its due points do not depend on when work is done, whatever the schedule. */
  boolean keepsItsDates();

  /** Says how far it is from its due point. */
  void explain(Reasons reasons);

  /** Its state; needs a baseline. */
  HalfState snapshot();

  /** Puts a state of the same meter, or of a calendar, in place. */
  void restore(HalfState state);

  /** Whether the order may be raised at a point. */
  default boolean isDueAt(double point) {
    return hasBegun() && point >= raiseFrom();
  }

  /** Whether the order may be raised at a time. */
  default boolean isDue(long time) {
    return isDueAt(at(time));
  }
}
