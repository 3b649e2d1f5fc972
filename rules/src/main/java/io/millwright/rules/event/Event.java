package io.millwright.rules.event;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to an asset, in the order of its log. Times are epoch milliseconds.
 */
public sealed interface Event {

  /** When it happened at the asset. */
  long time();

  /**
   * A meter reading.
   *
   * @param meter the meter's name
   * @param time when it was read
   * @param value a finite number
   * @param flags see {@link ReadingFlags}
   */
  record Reading(String meter, long time, double value, int flags) implements Event {}

  /**
   * A fault code that came or went.
   *
   * @param code the code
   * @param time when
   * @param active true when it came
   */
  record Fault(String code, long time, boolean active) implements Event {}

  /**
   * A counter was exchanged.
   *
   * @param meter the meter's name
   * @param time when
   * @param oldFinal the last value of the old one
   * @param newInitial the first value of the new one
   */
  record MeterReplaced(String meter, long time, double oldFinal, double newInitial)
      implements Event {}

  /**
   * A person says that a counter was read, or sent, wrong. The reading stays as it is stored.
   *
   * @param meter the meter's name
   * @param time when the wrong reading was taken
   * @param oldValue what it said
   * @param newValue what it should have said
   */
  record MeterCorrected(String meter, long time, double oldValue, double newValue)
      implements Event {}

  /**
   * The executing system closed the order of an episode.
   *
   * @param rule the rule's id
   * @param cycle the episode's cycle
   * @param time when the work was completed or cancelled
   * @param completed true when the work was done, false when it was cancelled
   * @param meterValue what the plan's meter showed, or null when nobody said
   */
  record OrderClosed(
      String rule, int cycle, long time, boolean completed, @Nullable Double meterValue)
      implements Event {}

  /**
   * The work of an open order is put off: it is late from another moment on.
   *
   * @param rule the rule's id
   * @param cycle the episode's cycle
   * @param time when that was decided
   * @param by who did
   * @param reason why
   * @param until the time it is put off to, or null when only usage counts
   * @param untilReading what the plan's meter may show before it is late, or null when only time
   *     counts
   */
  record OrderDeferred(
      String rule,
      int cycle,
      long time,
      String by,
      String reason,
      @Nullable Long until,
      @Nullable Double untilReading)
      implements Event {}

  /**
   * The next occurrence of a plan is left out.
   *
   * @param rule the plan's id
   * @param time when that was decided
   * @param by who did
   * @param reason why
   * @param id the sender's name for it, the same when it is sent again; null: its time tells
   */
  record OccurrenceSkipped(String rule, long time, String by, String reason, @Nullable String id)
      implements Event {}

  /**
   * A person keeps a condition from raising orders for a time: OPC UA Part 9, 5.8.10.
   *
   * @param rule the condition's id
   * @param time when
   * @param until when it ends by itself; null only with {@code oneShot}
   * @param oneShot whether it ends when the condition has cleared
   * @param by who says so
   * @param why a reason, or null when none was given
   */
  record ConditionShelved(
      String rule,
      long time,
      @Nullable Long until,
      boolean oneShot,
      String by,
      @Nullable String why)
      implements Event {

    /** Validates that it can end. */
    public ConditionShelved {
      if (until == null && !oneShot) {
        throw new IllegalArgumentException("A shelf needs 'until' or 'one_shot'");
      }
    }
  }

  /**
   * A person ends the shelving of a condition.
   *
   * @param rule the condition's id
   * @param time when
   * @param by who says so
   */
  record ConditionUnshelved(String rule, long time, String by) implements Event {}

  /**
   * Time passed: what is due by calendar is raised although the sensors may be silent.
   *
   * @param time the time it is
   */
  record Tick(long time) implements Event {}
}
