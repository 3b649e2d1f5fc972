package io.millwright.rules.plan;

/** Something that raises work: a maintenance plan or a condition. */
public sealed interface Rule permits MaintenancePlan, Condition {

  /** The identity that state, episodes and orders refer to; unique in a plan set. */
  String id();

  /** What the work order is called. */
  String title();

  /** Eight hexadecimal digits that change with the content of the rule. */
  String version();

  /** Which assets it is for. */
  AppliesTo appliesTo();

  /** Whether it only shows what it would do: its orders are recorded and never sent. */
  boolean shadow();

  /** The work to do. */
  Work work();
}
