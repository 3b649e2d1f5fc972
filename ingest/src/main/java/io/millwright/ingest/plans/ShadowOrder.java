package io.millwright.ingest.plans;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule in shadow mode would have raised.
 *
 * @param number counts up
 * @param episode the episode's key
 * @param asset the asset's tag
 * @param rule the rule's id
 * @param ruleVersion the rule's version
 * @param type PM, CM or EM
 * @param target where it would have been sent
 * @param priority 1 to 5
 * @param title what it is called
 * @param raisedAt the event time at which the rule fired
 * @param recordedAt when it was written
 * @param closedAt when it ended by itself, or null
 * @param due when it would have been due
 * @param job the work, as JSON
 * @param evidence why, as JSON
 */
public record ShadowOrder(
    long number,
    String episode,
    String asset,
    String rule,
    String ruleVersion,
    String type,
    String target,
    int priority,
    String title,
    Instant raisedAt,
    Instant recordedAt,
    @Nullable Instant closedAt,
    Due due,
    String job,
    String evidence) {

  /**
   * When it would have been due.
   *
   * @param at by date, or null
   * @param meter the counter that it goes by, or null
   * @param reading its life-to-date then, or null
   */
  public record Due(@Nullable Instant at, @Nullable String meter, @Nullable Double reading) {}
}
