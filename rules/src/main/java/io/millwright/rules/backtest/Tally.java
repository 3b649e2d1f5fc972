package io.millwright.rules.backtest;

import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.event.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Adds up what the assets' back-tests find. One thread fills it; the tallies of several are put
 * together with {@link #add}, in any order.
 */
public final class Tally {
  /** So many orders are kept one by one; the counts are of all. */
  public static final int ORDERS_KEPT = 10_000;

  private static final long WEEK = 7 * 24 * 3_600_000L;
  private static final Comparator<OrderResult> BY_TIME =
      Comparator.comparingLong(OrderResult::raisedAt)
          .thenComparing(OrderResult::asset)
          .thenComparing(OrderResult::rule);

  private final Question question;
  private final Map<String, RuleTally> rules = new TreeMap<>();
  private final Map<Verdict, Long> refused = new EnumMap<>(Verdict.class);
  private final List<FailureResult> failures = new ArrayList<>();

  /** Orders and planned milliseconds by the number of the week. */
  private final Map<Long, long[]> weeks = new TreeMap<>();

  /** The latest on top, to be dropped when there are too many. */
  private final PriorityQueue<OrderResult> orders = new PriorityQueue<>(BY_TIME.reversed());

  private long ordersLeftOut;
  private long assets;
  private long readings;
  private long events;
  private long decisions;

  /**
   * Counts nothing yet.
   *
   * @param question what is asked
   */
  public Tally(Question question) {
    this.question = question;
  }

  RuleTally rule(String id, boolean foretells) {
    return rules.computeIfAbsent(id, key -> new RuleTally(foretells));
  }

  void order(OrderResult order, boolean foretells, long plannedMillis) {
    RuleTally rule = rule(order.rule(), foretells);
    rule.orders++;
    if (order.use() != null) {
      rule.uses.merge(order.use(), 1L, Long::sum);
    }
    week((order.raisedAt() - question.from()) / WEEK, 1, plannedMillis);
    keep(order);
  }

  private void week(long number, long raised, long plannedMillis) {
    long[] week = weeks.computeIfAbsent(number, key -> new long[2]);
    week[0] += raised;
    week[1] += plannedMillis;
  }

  private void keep(OrderResult order) {
    orders.add(order);
    if (orders.size() > ORDERS_KEPT) {
      orders.poll();
      ordersLeftOut++;
    }
  }

  void suppressed(Suppression suppression) {
    rule(suppression.episode().rule(), false)
        .suppressed
        .merge(suppression.reason().word(), 1L, Long::sum);
  }

  void escalated(Escalation escalation) {
    rule(escalation.episode().rule(), false).escalations++;
  }

  void failure(FailureResult failure) {
    failures.add(failure);
  }

  void warned(String rule, long lead) {
    rule(rule, true).warned(lead);
  }

  /** An asset is done. */
  void asset(long itsReadings, long itsEvents, long itsDecisions, Map<Verdict, Long> itsRefused) {
    assets++;
    readings += itsReadings;
    events += itsEvents;
    decisions += itsDecisions;
    itsRefused.forEach((verdict, count) -> refused.merge(verdict, count, Long::sum));
  }

  /**
   * Takes what another thread has counted.
   *
   * @param other of the same question; not to be used any more
   */
  public void add(Tally other) {
    other.rules.forEach((id, rule) -> rule(id, rule.foretells).add(rule));
    other.refused.forEach((verdict, count) -> refused.merge(verdict, count, Long::sum));
    failures.addAll(other.failures);
    other.weeks.forEach((number, week) -> week(number, week[0], week[1]));
    ordersLeftOut += other.ordersLeftOut;
    other.orders.forEach(this::keep);
    assets += other.assets;
    readings += other.readings;
    events += other.events;
    decisions += other.decisions;
  }

  /** What was found. */
  public Report report() {
    return new Report(
        assets,
        readings,
        events,
        decisions,
        Map.copyOf(refused),
        rules.entrySet().stream().map(rule -> rule.getValue().result(rule.getKey())).toList(),
        failures.stream()
            .sorted(
                Comparator.comparingLong((FailureResult result) -> result.failure().time())
                    .thenComparing(result -> result.failure().asset()))
            .toList(),
        allWeeks(),
        orders.stream().sorted(BY_TIME).toList(),
        ordersLeftOut);
  }

  private List<Week> allWeeks() {
    List<Week> all = new ArrayList<>();
    long last = (question.to() - question.from()) / WEEK;
    for (long number = 0; number <= last; number++) {
      long[] week = weeks.getOrDefault(number, new long[2]);
      all.add(new Week(question.from() + number * WEEK, week[0], week[1]));
    }
    return List.copyOf(all);
  }
}
