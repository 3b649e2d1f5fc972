package io.millwright.rules.backtest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of one rule. */
final class RuleTally {
  final boolean foretells;
  long assets;
  long orders;
  long escalations;
  long unbound;
  @Nullable String misfit;
  final Map<OrderUse, Long> uses = new EnumMap<>(OrderUse.class);
  final Map<String, Long> suppressed = new TreeMap<>();

  /** Bounded by the failures. */
  private final List<Long> leads = new ArrayList<>();

  RuleTally(boolean foretells) {
    this.foretells = foretells;
  }

  void warned(long lead) {
    leads.add(lead);
  }

  void add(RuleTally other) {
    assets += other.assets;
    orders += other.orders;
    escalations += other.escalations;
    unbound += other.unbound;
    misfit = least(misfit, other.misfit);
    other.uses.forEach((use, count) -> uses.merge(use, count, Long::sum));
    other.suppressed.forEach((reason, count) -> suppressed.merge(reason, count, Long::sum));
    leads.addAll(other.leads);
  }

  /** Whichever is first by the alphabet: the same however the assets were spread over threads. */
  static @Nullable String least(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  RuleResult result(String id) {
    List<Long> sorted = leads.stream().sorted().toList();
    return new RuleResult(
        id,
        foretells,
        assets,
        orders,
        escalations,
        Map.copyOf(uses),
        sorted.size(),
        sorted.isEmpty() ? null : sorted.get(sorted.size() / 2),
        Map.copyOf(suppressed),
        unbound,
        misfit);
  }
}
