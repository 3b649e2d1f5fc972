package io.millwright.rules.explain;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.fold.Unbound;
import io.millwright.rules.plan.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Where a rule stands on an asset at some time, read off the asset's fold. Immutable.
 *
 * @param asset the asset's tag
 * @param rule the rule
 * @param at epoch milliseconds
 * @param kind whether it has an order open, or what keeps it from raising one
 * @param openCycle the cycle of the open episode; 0 when none is open
 * @param sentences how far it is from raising an order, or what is wrong; empty while one is open
 */
public record Standing(
    String asset, Rule rule, long at, Kind kind, int openCycle, List<String> sentences) {

  /** What keeps a rule from raising an order. */
  public enum Kind {
    /** It is meant for other assets. */
    NOT_FOR_IT,
    /** It cannot be evaluated on this asset's meters, or only in part. */
    UNBOUND,
    /** Its order is open: there is one at a time. */
    OPEN,
    /** It is watched; nothing is due. */
    WAITING;

    /** The name used in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public Standing {
    sentences = List.copyOf(sentences);
  }

  /**
   * Reads it off a fold.
   *
   * @param fold the asset's; owned by the calling thread
   * @param rule any rule of its plans
   * @param at the time it is now at the asset: epoch milliseconds
   * @param times writes a time as the reader wants it
   */
  public static Standing of(AssetFold fold, Rule rule, long at, LongFunction<String> times) {
    Reasons reasons = new Reasons(at, times);
    Kind kind = kind(fold, rule, reasons);
    return new Standing(
        fold.asset().tag(), rule, at, kind, fold.openCycle(rule.id()), reasons.sentences());
  }

  private static Kind kind(AssetFold fold, Rule rule, Reasons reasons) {
    if (!rule.appliesTo().includes(fold.asset())) {
      reasons.add(
          "it does not apply to "
              + fold.asset().tag()
              + ", which is of the class "
              + fold.asset().assetClass());
      return Kind.NOT_FOR_IT;
    }
    boolean fits = true;
    for (Unbound unbound : fold.unbound()) {
      if (unbound.rule().id().equals(rule.id())) {
        reasons.add(unbound.reason());
        fits = false;
      }
    }
    if (fold.openCycle(rule.id()) > 0) {
      return Kind.OPEN;
    }
    fold.explain(rule.id(), reasons);
    return fits ? Kind.WAITING : Kind.UNBOUND;
  }
}
