package io.millwright.rules.plan;

/** What the next occurrence of a plan is counted from. */
public enum Schedule {
  /** From the last due point: dates and meter values stay on their grid, however late the job. */
  FIXED,
  /** From the meter value and the date at completion. */
  FLOATING
}
