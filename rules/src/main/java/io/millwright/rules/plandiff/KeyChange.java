package io.millwright.rules.plandiff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A key of a rule that says something else than before.
 *
 * @param path such as {@code usage.every} or {@code work.tasks[2]}
 * @param before what it said, or null when it was not there
 * @param after what it says, or null when it is gone
 */
public record KeyChange(String path, @Nullable String before, @Nullable String after) {

  /** How two rules differ, in the order of the earlier one; the order of keys says nothing. */
  static List<KeyChange> between(JsonNode before, JsonNode after) {
    Map<String, String> was = new LinkedHashMap<>();
    Map<String, String> is = new LinkedHashMap<>();
    collect("", before, was);
    collect("", after, is);
    Set<String> paths = new LinkedHashSet<>(was.keySet());
    paths.addAll(is.keySet());
    List<KeyChange> changes = new ArrayList<>();
    for (String path : paths) {
      String old = was.get(path);
      if (old == null || !old.equals(is.get(path))) {
        changes.add(new KeyChange(path, old, is.get(path)));
      }
    }
    return changes;
  }

  private static void collect(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      String lead = path.isEmpty() ? "" : path + ".";
      node.forEachEntry((key, value) -> collect(lead + key, value, values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + (i + 1) + "]", node.get(i), values);
      }
    } else {
      values.put(path, text(node));
    }
  }

  /** 250 and 250.0 are the same number, and no change. */
  private static String text(JsonNode node) {
    return node.isNumber()
        ? node.decimalValue().stripTrailingZeros().toPlainString()
        : node.asString();
  }

  /** {@code path: before -> after}. */
  @Override
  public String toString() {
    return path
        + ": "
        + (before == null ? "(not there)" : before)
        + " -> "
        + (after == null ? "(gone)" : after);
  }
}
