package io.millwright.rules.plantest;

/**
 * One value of a series.
 *
 * @param position at which step it arrives, from 0
 * @param value what the meter shows
 * @param flags see {@link io.millwright.rules.event.ReadingFlags}
 * @param stepsBack how many steps before it arrives it was read, 0 or more
 */
record Sample(int position, double value, int flags, int stepsBack) {}
