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

  /** Something that happens to the open order of a rule; which one turns out in the run. */
  sealed interface OnOrder extends Step {

    /** The rule's id. */
    String rule();

    /** The event, when the open episode has this cycle. */
    Event event(int cycle);

    /** What happens, in words. */
    String words();
  }

  /**
   * The open order of a rule is closed.
   *
   * @param at when
   * @param rule the rule's id
   * @param completed true when the work was done, false when it was cancelled
   * @param meterValue what the plan's meter showed, or null when nobody said
   */
  record Closing(long at, String rule, boolean completed, @Nullable Double meterValue)
      implements OnOrder {
    @Override
    public Event event(int cycle) {
      return new Event.OrderClosed(rule, cycle, at, completed, meterValue);
    }

    @Override
    public String words() {
      return rule + (completed ? " completed" : " cancelled");
    }
  }

  /**
   * The open order of a rule is put off.
   *
   * @param at when
   * @param rule the rule's id
   * @param by who does
   * @param reason why
   * @param until epoch milliseconds, or null
   * @param untilReading what the plan's meter may show, or null
   */
  record Deferring(
      long at,
      String rule,
      String by,
      String reason,
      @Nullable Long until,
      @Nullable Double untilReading)
      implements OnOrder {
    @Override
    public Event event(int cycle) {
      return new Event.OrderDeferred(rule, cycle, at, by, reason, until, untilReading);
    }

    @Override
    public String words() {
      return rule + " deferred";
    }
  }
}
