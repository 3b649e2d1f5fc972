package io.millwright.ingest.explain;

import io.millwright.rules.explain.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An explanation with what it rests on in the database.
 *
 * @param explanation the sentences
 * @param newest the newest order of the rule on the asset, or null
 * @param suppressions at most five, the newest last
 */
public record Explained(
    Explanation explanation, @Nullable Order newest, List<Suppressed> suppressions) {

  /** Copies the list. */
  public Explained {
    suppressions = List.copyOf(suppressions);
  }

  /**
   * An order.
   *
   * @param id its id
   * @param number such as {@code WO-000012}
   * @param status its status
   * @param raisedAt the event time at which the rule fired
   * @param dueAt when it is due, or null when that is unknown
   * @param raised as it is explained
   */
  public record Order(
      UUID id,
      String number,
      String status,
      Instant raisedAt,
      @Nullable Instant dueAt,
      Explanation.Raised raised) {}

  /**
   * That an order was not raised.
   *
   * @param cycle of the episode
   * @param reason its word
   * @param said as it is explained
   */
  public record Suppressed(int cycle, String reason, Explanation.Suppressed said) {}
}
