package io.millwright.rules.planfile;

import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.plan.RaiseWindow;
import io.millwright.rules.plan.UsageTrigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a plan due, and when it may be raised.
 *
 * @param usage its usage halves
 * @param calendar its calendar half, or null
 * @param window when its orders may be raised
 */
record Triggers(List<UsageTrigger> usage, @Nullable CalendarTrigger calendar, RaiseWindow window) {}
