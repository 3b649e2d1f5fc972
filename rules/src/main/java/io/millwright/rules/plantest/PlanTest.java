package io.millwright.rules.plantest;

import io.millwright.rules.model.Asset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One test of a plan file, ready to be run. Immutable. */
public final class PlanTest {
  private final String name;
  private final int line;
  final Asset asset;
  final Timeline timeline;
  final List<Step> steps;
  final List<ExpectedOrder> orders;
  final @Nullable List<ExpectedSuppression> suppressions;
  final @Nullable List<ExpectedEscalation> escalations;
  final List<ExpectedRefusal> refusals;

  /**
   * Creates it.
   *
   * @param steps in the order they reach the fold
   * @param orders every order, in the order of the file
   * @param suppressions every suppression, or null when they are not looked at
   * @param escalations every escalation, or null when they are not looked at
   * @param refusals every refusal
   */
  PlanTest(
      String name,
      int line,
      Asset asset,
      Timeline timeline,
      List<Step> steps,
      List<ExpectedOrder> orders,
      @Nullable List<ExpectedSuppression> suppressions,
      @Nullable List<ExpectedEscalation> escalations,
      List<ExpectedRefusal> refusals) {
    this.name = name;
    this.line = line;
    this.asset = asset;
    this.timeline = timeline;
    this.steps = List.copyOf(steps);
    this.orders = List.copyOf(orders);
    this.suppressions = suppressions == null ? null : List.copyOf(suppressions);
    this.escalations = escalations == null ? null : List.copyOf(escalations);
    this.refusals = List.copyOf(refusals);
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** The line of the file it begins in, from 1. */
  public int line() {
    return line;
  }

  /**
   * Whether it expects an order of a rule.
   *
   * @param rule a rule's id
   * @return true when at least one is expected
   */
  public boolean expectsOrderOf(String rule) {
    return orders.stream().anyMatch(order -> order.rule().equals(rule));
  }
}
