package io.millwright.rules.explain;

import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule raised its newest order, and why it has raised none (yet), in plain sentences.
 *
 * @param standing where it stands
 * @param newest its newest order on the asset, or null when there was none
 * @param suppressions the newest ones, the newest last
 * @param times writes a time as the reader wants it
 */
public record Explanation(
    Standing standing,
    @Nullable Raised newest,
    List<Suppression> suppressions,
    LongFunction<String> times) {

  /**
   * An order that was raised.
   *
   * @param cycle the cycle of its episode
   * @param name what people call it, such as {@code order WO-000012}
   * @param at epoch milliseconds
   * @param evidence why
   */
  public record Raised(int cycle, String name, long at, Evidence evidence) {}

  /** Copies the list. */
  public Explanation {
    suppressions = List.copyOf(suppressions);
  }

  /** Why the newest order was raised; empty when there is none. */
  public List<String> why() {
    if (newest == null) {
      return List.of();
    }
    List<String> why = new ArrayList<>();
    why.add(
        newest.name()
            + " was raised at "
            + times.apply(newest.at())
            + ": "
            + newest.evidence().why());
    why.addAll(newest.evidence().arithmetic());
    return why;
  }

  /** Why there is no order, or no further one; at least one sentence. */
  public List<String> whyNot() {
    List<String> whyNot = new ArrayList<>(standing.sentences());
    if (standing.openCycle() > 0) {
      whyNot.add(open());
    }
    for (Suppression one : suppressions) {
      whyNot.add("suppressed at " + times.apply(one.time()) + ": " + one.detail());
    }
    return whyNot;
  }

  private String open() {
    boolean known = newest != null && newest.cycle() == standing.openCycle();
    return "its "
        + (newest != null && known
            ? newest.name() + ", raised at " + times.apply(newest.at()) + ","
            : "order " + standing.openCycle())
        + " is open; there is one at a time";
  }
}
