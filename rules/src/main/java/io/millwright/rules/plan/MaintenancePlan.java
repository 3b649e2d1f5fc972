package io.millwright.rules.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Preventive work that comes due by the usage of one or more meters, by calendar, or by both.
 *
 * @param id the rule's identity
 * @param title what the order is called
 * @param version changes with the content
 * @param appliesTo which assets
 * @param shadow whether its orders are recorded and never sent
 * @param schedule what the next occurrence counts from
 * @param usage the usage halves, each of another meter; may be empty
 * @param calendar the calendar half, or null; at least one half is there
 * @param whichever whether the first half that is due raises the order, or all must be due
 * @param window when orders may be raised
 * @param catchUp for a fixed schedule: true raises an order for each due point that passed while
 *     one was open; false merges them into the open one
 * @param life how its orders go on
 * @param work what to do
 */
public record MaintenancePlan(
    String id,
    String title,
    String version,
    AppliesTo appliesTo,
    boolean shadow,
    Schedule schedule,
    List<UsageTrigger> usage,
    @Nullable CalendarTrigger calendar,
    Whichever whichever,
    RaiseWindow window,
    boolean catchUp,
    OrderLife life,
    Work work)
    implements Rule {

  /** Copies the list and validates the triggers. */
  public MaintenancePlan {
    usage = List.copyOf(usage);
    if (usage.isEmpty() && calendar == null) {
      throw new IllegalArgumentException("A plan needs 'usage', 'calendar' or both");
    }
    if (usage.stream().map(UsageTrigger::meter).distinct().count() != usage.size()) {
      throw new IllegalArgumentException("Two usage triggers count the same meter");
    }
    if (life.family() != null && usage.size() != 1) {
      throw new IllegalArgumentException(
          "A plan of a 'family' needs usage of exactly one meter: its interval says which service"
              + " contains which");
    }
    if (catchUp && schedule != Schedule.FIXED) {
      throw new IllegalArgumentException("'catch_up' goes with 'schedule: fixed' only");
    }
  }
}
