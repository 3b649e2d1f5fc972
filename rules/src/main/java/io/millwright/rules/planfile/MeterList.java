package io.millwright.rules.planfile;

import io.millwright.rules.plan.AppliesTo;
import io.millwright.rules.plan.MeterRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The list {@code meters:} of a plan file: what must hold between its items. */
final class MeterList {
  private record Item(MeterRule rule, JsonNode name) {}

  private final List<PlanProblem> problems;
  private final List<Item> items = new ArrayList<>();

  MeterList(List<PlanProblem> problems) {
    this.problems = problems;
  }

  /** Reads the list from nodes that have the shape of the schema. */
  void read(JsonNode nodes) {
    MeterReader reader = new MeterReader(problems);
    for (JsonNode node : nodes) {
      MeterRule rule = reader.meter(node);
      if (rule != null) {
        add(new Item(rule, node.get("name")));
      }
    }
    items.forEach(this::refuseCircle);
  }

  List<MeterRule> rules() {
    return items.stream().map(Item::rule).toList();
  }

  private void add(Item item) {
    for (Item earlier : items) {
      if (earlier.rule.name().equals(item.rule.name())
          && overlap(earlier.rule.appliesTo(), item.rule.appliesTo())) {
        problems.add(
            YamlTree.at(
                item.name,
                "The meter '"
                    + item.rule.name()
                    + "' of these assets is described in line "
                    + YamlTree.at(earlier.name, "").line()
                    + " already"));
      }
    }
    items.add(item);
  }

  private static boolean overlap(AppliesTo one, AppliesTo other) {
    return !Collections.disjoint(one.classes(), other.classes())
        || !Collections.disjoint(one.tags(), other.tags());
  }

  private void refuseCircle(Item item) {
    Set<String> way = new LinkedHashSet<>();
    if (leadsBack(item.rule.name(), item.rule.name(), sources(), way)) {
      problems.add(
          YamlTree.at(
              item.name,
              "The meter '"
                  + item.rule.name()
                  + "' follows from itself ("
                  + String.join(" <- ", way)
                  + " <- "
                  + item.rule.name()
                  + "): no total can begin like that"));
    }
  }

  private Map<String, Set<String>> sources() {
    Map<String, Set<String>> sources = new HashMap<>();
    for (Item item : items) {
      if (item.rule instanceof MeterRule.Derived derived) {
        sources
            .computeIfAbsent(derived.name(), name -> new LinkedHashSet<>())
            .addAll(derived.source().meters());
      }
    }
    return sources;
  }

  private static boolean leadsBack(
      String from, String goal, Map<String, Set<String>> sources, Set<String> way) {
    if (!way.add(from)) {
      return false;
    }
    for (String source : sources.getOrDefault(from, Set.of())) {
      if (source.equals(goal) || leadsBack(source, goal, sources, way)) {
        return true;
      }
    }
    way.remove(from);
    return false;
  }
}
