package io.millwright.sim.standin;

import java.time.Duration;

/**
 * How technicians work; simulated time. Each delay is drawn between a fifth of its limit and all of
 * it.
 *
 * @param acceptWithin from the creation of an order to its acceptance
 * @param startWithin from there to the start of work
 * @param workWithin from there to the end of work
 * @param cancelShare orders that are cancelled instead of worked on, 0 to 1
 * @param repeatShare reports that are sent twice, 0 to 1
 */
public record TechnicianHabits(
    Duration acceptWithin,
    Duration startWithin,
    Duration workWithin,
    double cancelShare,
    double repeatShare) {

  /** Accepted within an hour, begun within a day, done in four hours; 3 % cancelled. */
  public static final TechnicianHabits USUAL =
      new TechnicianHabits(
          Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(4), 0.03, 0.1);

  /**
   * The same habits in less time, for those who do not want to wait: the reports keep real times.
   *
   * @param times how many times faster, above 0
   * @return habits with shorter delays
   */
  public TechnicianHabits faster(double times) {
    return new TechnicianHabits(
        shorter(acceptWithin, times),
        shorter(startWithin, times),
        shorter(workWithin, times),
        cancelShare,
        repeatShare);
  }

  private static Duration shorter(Duration span, double times) {
    return Duration.ofNanos((long) (span.toNanos() / times));
  }
}
