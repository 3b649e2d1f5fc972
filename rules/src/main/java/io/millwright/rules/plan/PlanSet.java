package io.millwright.rules.plan;

import io.millwright.rules.model.Asset;
import java.util.List;

/**
 * All rules that are active together.
 *
 * @param rules in the order of the file; ids are unique
 * @param meters what is said of meters, in the order of the file
 */
public record PlanSet(List<Rule> rules, List<MeterRule> meters) {

  /** No rules at all. */
  public static final PlanSet EMPTY = new PlanSet(List.of(), List.of());

  /** Copies the lists and validates that ids are unique. */
  public PlanSet {
    rules = List.copyOf(rules);
    meters = List.copyOf(meters);
    if (rules.stream().map(Rule::id).distinct().count() != rules.size()) {
      throw new IllegalArgumentException("Two rules share an id");
    }
  }

  /**
   * The rules for one asset.
   *
   * @param asset any asset
   * @return those that apply, in order
   */
  public List<Rule> of(Asset asset) {
    return rules.stream().filter(rule -> rule.appliesTo().includes(asset)).toList();
  }

  /**
   * What is said of one asset's meters.
   *
   * @param asset any asset
   * @return what applies, in order
   */
  public List<MeterRule> metersOf(Asset asset) {
    return meters.stream().filter(meter -> meter.appliesTo().includes(asset)).toList();
  }
}
