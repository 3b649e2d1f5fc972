package io.millwright.rules.event;

/** What the fold thinks of one event. */
public enum Verdict {
  /** Believed and folded. */
  ACCEPTED(true),
  /** Known already: nothing changed. */
  DUPLICATE(true),
  /** Older than what the meter has shown since: to be stored, changed nothing here. */
  LATE(true),
  /** Of doubtful quality: to be stored, changed nothing here. */
  NOT_GOOD(true),
  /** Nothing to do: a tick while nothing is due, feedback on an episode that is closed. */
  WITHOUT_EFFECT(true),
  /** A counter fell, and neither a rollover nor a replacement explains it. */
  UNEXPLAINED_DROP(false),
  /** The meter showed another value at the very same time. */
  CONFLICTING_VALUE(false),
  /** A replacement that the readings around it contradict. */
  IMPLAUSIBLE_REPLACEMENT(false),
  /** A correction of a reading that is not known, that said something else, or that cannot be. */
  IMPLAUSIBLE_CORRECTION(false),
  /** More usage than time has passed, by the plan file's {@code rise_at_most}. */
  FASTER_THAN_TIME(false),
  /** Farther from the reading before than the plan file's {@code jump_at_most}. */
  JUMP(false),
  /** Not between the plan file's {@code from} and {@code to}. */
  OUT_OF_RANGE(false),
  /** The same value for longer than the plan file's {@code stuck_after}. */
  STUCK_VALUE(false),
  /** An increase older than those remembered: whether it was counted cannot be known. */
  TOO_LATE(false),
  /** Not a finite number, or one that this counter cannot show. */
  IMPLAUSIBLE_VALUE(false),
  /** Before the year 1900 or after 2999: a clock is wrong. */
  IMPLAUSIBLE_TIME(false),
  /** The asset has no meter of that name. */
  UNKNOWN_METER(false);

  private final boolean believed;

  Verdict(boolean believed) {
    this.believed = believed;
  }

  /** Whether the event belongs in the log; otherwise it belongs in quarantine. */
  public boolean isBelieved() {
    return believed;
  }
}
