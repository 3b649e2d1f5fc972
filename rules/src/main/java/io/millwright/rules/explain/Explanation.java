package io.millwright.rules.explain;

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
    List<Suppressed> suppressions,
    LongFunction<String> times) {

  /**
   * An order that was raised.
   *
   * @param cycle the cycle of its episode
   * @param name what people call it, such as {@code order WO-000012}
   * @param at epoch milliseconds
   * @param why one sentence
   * @param arithmetic each step of the calculation, in words
   */
  public record Raised(int cycle, String name, long at, String why, List<String> arithmetic) {

    /** Copies the list. */
    public Raised {
      arithmetic = List.copyOf(arithmetic);
    }
  }

  /**
   * That an order was not raised.
   *
   * @param at epoch milliseconds
   * @param detail one sentence
   */
  public record Suppressed(long at, String detail) {}

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
    why.add(newest.name() + " was raised at " + times.apply(newest.at()) + ": " + newest.why());
    why.addAll(newest.arithmetic());
    return why;
  }

  /** Why there is no order, or no further one; at least one sentence. */
  public List<String> whyNot() {
    List<String> whyNot = new ArrayList<>(standing.sentences());
    if (standing.openCycle() > 0) {
      whyNot.add(open());
    }
    for (Suppressed one : suppressions) {
      whyNot.add("suppressed at " + times.apply(one.at()) + ": " + one.detail());
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
