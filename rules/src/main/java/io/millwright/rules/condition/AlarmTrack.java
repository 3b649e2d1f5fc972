package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.plan.Alarm;
import io.millwright.rules.state.ConditionPhase;

/**
 * Whether a condition as a whole is active: its signal with the delays of OPC UA Part 9, 5.8.2, and
 * the latch of 5.8.18, which only the closing of the order resets.
 */
final class AlarmTrack {
  static final long NEVER = SignalTrack.NEVER;

  private final Alarm alarm;
  private ConditionPhase phase = ConditionPhase.NORMAL;
  private long since = NEVER;
  private long activeSince = NEVER;

  AlarmTrack(Alarm alarm) {
    this.alarm = alarm;
  }

  boolean isActive() {
    return phase == ConditionPhase.ACTIVE || phase == ConditionPhase.CLEARING;
  }

  ConditionPhase phase() {
    return phase;
  }

  /** When it became pending or began to clear, or {@link #NEVER}. */
  long since() {
    return since;
  }

  /** Of one that latches: when it became active, or {@link #NEVER}. */
  long activeSince() {
    return activeSince;
  }

  /** Whether it waits for a delay to end. */
  boolean isWaiting() {
    return phase == ConditionPhase.PENDING || phase == ConditionPhase.CLEARING;
  }

  /**
   * Takes where the signal stands.
   *
   * @param live false when that is from a buffer: it cannot become active by it
   */
  void update(long time, boolean on, boolean live) {
    if (on) {
      met(time, live);
    } else {
      clear(time);
    }
  }

  private void met(long time, boolean live) {
    if (phase == ConditionPhase.NORMAL) {
      phase = ConditionPhase.PENDING;
      since = time;
    } else if (phase == ConditionPhase.CLEARING) {
      phase = ConditionPhase.ACTIVE;
      since = NEVER;
    }
    if (phase == ConditionPhase.PENDING
        && live
        && time - since >= alarm.persistence().onDelayMillis()) {
      phase = ConditionPhase.ACTIVE;
      since = NEVER;
      activeSince = alarm.latched() ? time : NEVER;
    }
  }

  private void clear(long time) {
    if (phase == ConditionPhase.PENDING) {
      reset();
    } else if (phase == ConditionPhase.ACTIVE && !alarm.latched()) {
      phase = ConditionPhase.CLEARING;
      since = time;
    }
    if (phase == ConditionPhase.CLEARING && time - since >= alarm.persistence().offDelayMillis()) {
      reset();
    }
  }

  /** Nothing is looked at for a while: no delay runs on. */
  void paused() {
    if (phase == ConditionPhase.PENDING) {
      reset();
    } else if (phase == ConditionPhase.CLEARING) {
      phase = ConditionPhase.ACTIVE;
      since = NEVER;
    }
  }

  /** Lets it begin anew. */
  void reset() {
    phase = ConditionPhase.NORMAL;
    since = NEVER;
    activeSince = NEVER;
  }

  /** Ends a latch whose signal has cleared. */
  void unlatch(boolean on) {
    if (alarm.latched() && !on) {
      reset();
    }
  }

  /** Whether it has not been told where the signal stands, as after a change of the plans. */
  boolean isBehind(boolean on) {
    return on ? phase == ConditionPhase.NORMAL : phase == ConditionPhase.ACTIVE && !alarm.latched();
  }

  /** When it changes by the mere passing of time; Long.MAX_VALUE for never. */
  long nextTick() {
    return switch (phase) {
      case PENDING -> since + alarm.persistence().onDelayMillis();
      case CLEARING -> since + alarm.persistence().offDelayMillis();
      case NORMAL, ACTIVE -> Long.MAX_VALUE;
    };
  }

  /** Says what it waits for, where its signal does not. */
  void explain(boolean on, Reasons reasons) {
    long next = nextTick();
    if (next != Long.MAX_VALUE) {
      reasons.add(
          (phase == ConditionPhase.PENDING ? "met" : "clear")
              + " as a whole since "
              + reasons.time(since)
              + (phase == ConditionPhase.PENDING ? ", on-delay until " : ", off-delay until ")
              + reasons.time(next));
    } else if (isActive() && !on) {
      reasons.add("it is latched until its order is closed");
    }
  }

  void restore(ConditionPhase was, long wasSince, long wasActiveSince) {
    phase = was;
    since = wasSince;
    activeSince = wasActiveSince;
  }
}
