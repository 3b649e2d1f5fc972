package io.millwright.rules.episode;

import org.jspecify.annotations.Nullable;

/**
 * The order of an open episode has become more urgent. What an escalation says it raises only: a
 * priority or a due date that is as urgent already stays.
 *
 * @param episode which one; it is open
 * @param time epoch milliseconds, when it became so
 * @param priority the order's priority from now on, 1 (most urgent) to 5
 * @param dueAt when the work is due from now on, epoch milliseconds; null when that stays
 * @param severity the word for the limit that was passed, such as {@code action}; null when none
 * @param why one sentence
 */
public record Escalation(
    EpisodeKey episode,
    long time,
    int priority,
    @Nullable Long dueAt,
    @Nullable String severity,
    String why) {

  /** Validates the priority. */
  public Escalation {
    if (priority < 1 || priority > 5) {
      throw new IllegalArgumentException("Priority must be 1 to 5, not " + priority);
    }
  }
}
