package io.millwright.rules.model;

import org.jspecify.annotations.Nullable;

/**
 * What an FSM must know before it can send somebody.
 *
 * @param account the customer account that is served
 * @param location the address or service location
 * @param contact whom to call on site
 * @param territory the dispatch territory
 */
public record VisitDetails(
    @Nullable String account,
    @Nullable String location,
    @Nullable String contact,
    @Nullable String territory) {

  /** Nothing known. */
  public static final VisitDetails NONE = new VisitDetails(null, null, null, null);
}
