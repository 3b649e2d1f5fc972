package io.millwright.rules.plandiff;

import io.millwright.rules.plan.AppliesTo;
import io.millwright.rules.plan.MeterRule;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.planfile.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A plan file as its rules and as what is written. */
public final class PlanDocument {
  /** What a file says of one rule or meter. */
  record Entry(String what, String id, JsonNode written, AppliesTo appliesTo) {}

  private static final List<String> LISTS = List.of("meters", "plans", "conditions");

  private final PlanSet rules;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private PlanDocument(PlanSet rules, JsonNode root) {
    this.rules = rules;
    Map<String, AppliesTo> scopes = new LinkedHashMap<>();
    for (MeterRule meter : rules.meters()) {
      scopes.put(free("meter " + meter.name(), scopes), meter.appliesTo());
    }
    for (Rule rule : rules.rules()) {
      scopes.put(rule.id(), rule.appliesTo());
    }
    for (String list : LISTS) {
      String what = list.substring(0, list.length() - 1);
      for (JsonNode node : root.path(list)) {
        String id = node.path(node.has("id") ? "id" : "name").asString();
        String key = node.has("id") ? id : free("meter " + id, entries);
        AppliesTo scope = scopes.get(key);
        if (scope != null) {
          entries.put(key, new Entry(what, id, node, scope));
        }
      }
    }
  }

  /** Several entries may speak of meters of one name, for different assets: told by their order. */
  private static String free(String key, Map<String, ?> taken) {
    String free = key;
    for (int i = 2; taken.containsKey(free); i++) {
      free = key + " " + i;
    }
    return free;
  }

  /**
   * Reads a plan file's text.
   *
   * @param yaml the text
   * @return its rules
   * @throws PlanException with everything that is wrong
   */
  public static PlanDocument read(String yaml) throws PlanException {
    PlanSet rules = PlanReader.read(yaml);
    JsonNode root = YamlTree.read(yaml).root();
    return new PlanDocument(rules, root == null ? MissingNode.getInstance() : root);
  }

  /** Its rules. */
  public PlanSet rules() {
    return rules;
  }

  /** By identity, in the order of the file. */
  Map<String, Entry> entries() {
    return entries;
  }
}
