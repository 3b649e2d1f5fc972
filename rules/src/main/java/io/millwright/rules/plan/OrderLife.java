package io.millwright.rules.plan;

import org.jspecify.annotations.Nullable;

/**
 * How the orders of a plan go on, and with which other plans they are shared.
 *
 * @param overdue what becomes of one that is late, or null
 * @param family the plans of one counter of which the largest service that is due contains the
 *     smaller ones, or null
 * @param group the plans that share a visit, or null
 */
public record OrderLife(
    @Nullable Overdue overdue, @Nullable String family, @Nullable VisitGroup group) {

  /** Each order by itself, as urgent as it was raised. */
  public static final OrderLife PLAIN = new OrderLife(null, null, null);
}
