package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * Preventive work that comes due by usage, by calendar, or by whichever is first.
 *
 * @param id the rule's identity
 * @param title what the order is called
 * @param version changes with the content
 * @param appliesTo which assets
 * @param schedule what the next occurrence counts from
 * @param usage the usage half, or null
 * @param calendar the calendar half, or null; at least one half is there
 * @param catchUp for a fixed schedule: true raises an order for each due point that passed while
 *     one was open; false merges them into the open one
 * @param work what to do
 */
public record MaintenancePlan(
    String id,
    String title,
    String version,
    AppliesTo appliesTo,
    Schedule schedule,
    @Nullable UsageTrigger usage,
    @Nullable CalendarTrigger calendar,
    boolean catchUp,
    Work work)
    implements Rule {

  /** Validates that there is a trigger. */
  public MaintenancePlan {
    if (usage == null && calendar == null) {
      throw new IllegalArgumentException("A plan needs 'usage', 'calendar' or both");
    }
    if (catchUp && schedule != Schedule.FIXED) {
      throw new IllegalArgumentException("'catch_up' goes with 'schedule: fixed' only");
    }
  }
}
