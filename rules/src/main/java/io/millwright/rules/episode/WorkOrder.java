package io.millwright.rules.episode;

import io.millwright.rules.plan.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A work order to be raised. Times are epoch milliseconds.
 *
 * @param episode its episode; gives the order's id
 * @param rule the rule that raised it
 * @param target the one executing system
 * @param raisedAt the event time at which the rule fired
 * @param dueAt when the work is due, or null when that is unknown
 * @param dueReading the life-to-date at which it is due, or null when usage does not matter
 * @param dueMeter the meter of {@code dueReading}
 * @param evidence why it was raised
 * @param covers other plans whose work it contains
 */
public record WorkOrder(
    EpisodeKey episode,
    Rule rule,
    Target target,
    long raisedAt,
    @Nullable Long dueAt,
    @Nullable Double dueReading,
    @Nullable String dueMeter,
    Evidence evidence,
    List<Covered> covers) {

  /** Copies the list. */
  public WorkOrder {
    covers = List.copyOf(covers);
  }

  /** An order for the work of its own rule only. */
  public WorkOrder(
      EpisodeKey episode,
      Rule rule,
      Target target,
      long raisedAt,
      @Nullable Long dueAt,
      @Nullable Double dueReading,
      @Nullable String dueMeter,
      Evidence evidence) {
    this(episode, rule, target, raisedAt, dueAt, dueReading, dueMeter, evidence, List.of());
  }
}
