package io.millwright.rules.plantest;

import io.millwright.rules.event.Event;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a test. */
sealed interface Step {

  /** When it reaches the fold: epoch milliseconds. */
  long at();

  /**
   * Something that is told as it is.
   *
   * @param at when it arrives; a late reading's own time is earlier
   * @param event what is folded
   */
  record Told(long at, Event event) implements Step {}

  /**
   * The open order of a rule is closed; which one that is turns out in the run.
   *
   * @param at when
   * @param rule the rule's id
   * @param completed true when the work was done, false when it was cancelled
   * @param meterValue what the plan's meter showed, or null when nobody said
   */
  record Closing(long at, String rule, boolean completed, @Nullable Double meterValue)
      implements Step {}
}
