package io.millwright.rules.planfile;

import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * Where in a plan file something is wrong, as a planner calls it.
 *
 * @param rule such as {@code plan 'excavator-250h'}; empty outside of rules
 * @param path such as {@code usage.every}; empty for the rule or the file itself
 */
record Place(String rule, String path) {

  static Place of(JsonNode document, NodePath location) {
    int count = location.getNameCount();
    if (count < 2 || !(location.getElement(1) instanceof Integer index)) {
      return new Place("", count == 0 ? "" : String.valueOf(location.getElement(0)));
    }
    String list = String.valueOf(location.getElement(0));
    JsonNode named = document.path(list).path(index);
    JsonNode id = named.path(named.has("id") ? "id" : "name");
    StringBuilder path = new StringBuilder();
    for (int i = 2; i < count; i++) {
      Object element = location.getElement(i);
      if (element instanceof Integer item) {
        path.append('[').append(item + 1).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(element);
      }
    }
    return new Place(
        list.substring(0, list.length() - 1)
            + " "
            + (id.isString() ? "'" + id.asString() + "'" : "number " + (index + 1)),
        path.toString());
  }

  private String lead() {
    return rule.isEmpty() ? "" : rule + ": ";
  }

  /** Something that is wrong in this place. */
  String in(String what) {
    return lead() + (path.isEmpty() ? what : path + ": " + what);
  }

  /** What this place must be. */
  String must(String what) {
    return lead() + (path.isEmpty() ? (rule.isEmpty() ? "the file " : "it ") : path + " ") + what;
  }

  /** A key that is missing in this place. */
  String needs(String key, JsonNode schema) {
    return lead()
        + (path.isEmpty() ? "" : path + ": ")
        + "'"
        + key
        + "' is missing"
        + SchemaWords.example(schema, ", such as ");
  }
}
