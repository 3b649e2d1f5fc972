package io.millwright.rules.planfile;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a schema asks for, in a planner's words. */
final class SchemaWords {
  private SchemaWords() {}

  /** What a value must be, given the keyword it violates and the schema that is in. */
  static String about(Error error, JsonNode node, JsonNode schema) {
    JsonNode wanted = schema.path(error.getKeyword());
    return switch (error.getKeyword()) {
      case "type" -> type(wanted, node, schema);
      case "enum" -> oneOf(wanted, node);
      case "minimum" -> "must be " + wanted + " or more" + here(node);
      case "maximum" -> "must be " + wanted + " or less" + here(node);
      case "exclusiveMinimum" -> "must be above " + wanted + here(node);
      case "minLength", "minItems" -> "must not be empty" + example(schema, ": write ");
      case "minProperties" ->
          "must not be empty: write "
              + either(List.copyOf(schema.path("properties").propertyNames()));
      case "pattern" -> "must be " + schema.path("description").asString() + here(node);
      default -> error.getMessage() + here(node);
    };
  }

  private static String type(JsonNode types, JsonNode node, JsonNode schema) {
    String wanted = types.asString("");
    if (node.isNull()) {
      return "is empty" + example(schema, ": write ");
    }
    String example = example(schema, " such as ");
    if (wanted.equals("string") && node.isValueNode() && example.isEmpty()) {
      return "must be text: put " + node + " in quotes";
    }
    return "must be "
        + (types.isArray() ? either(types) : name(wanted))
        + example
        + ", not "
        + (node.isValueNode() ? node : kind(node));
  }

  private static String either(JsonNode types) {
    List<String> names = new ArrayList<>();
    types.forEach(type -> names.add(name(type.asString())));
    return either(names);
  }

  private static String oneOf(JsonNode wanted, JsonNode node) {
    List<String> values = new ArrayList<>();
    wanted.forEach(value -> values.add(value.asString()));
    String meant = node.isString() ? Misspelling.closest(node.asString(), values) : null;
    return "must be "
        + either(values)
        + ", not "
        + node
        + (meant == null || values.size() <= 2 ? "" : ": did you mean " + meant + "?");
  }

  /** For a choice of types. */
  static String oneType(JsonNode options, JsonNode node) {
    List<String> names = new ArrayList<>();
    options.forEach(option -> names.add(name(option.path("type").asString())));
    return "must be "
        + String.join(" or ", names)
        + " (and not empty)"
        + (node.isValueNode() ? here(node) : "");
  }

  /** For a choice of keys. */
  static String oneKey(List<String> keys, JsonNode node, String keyword) {
    List<String> there = keys.stream().filter(node::has).toList();
    return there.isEmpty()
        ? "it needs " + either(keys) + (keyword.equals("anyOf") ? ", or both" : "")
        : "it has " + String.join(" and ", there) + ": it can have only one of them";
  }

  /** An example of a value, with a lead; empty when the schema has none. */
  static String example(JsonNode schema, String lead) {
    List<String> examples = new ArrayList<>();
    schema.path("examples").forEach(example -> examples.add(example.asString()));
    return examples.isEmpty() ? "" : lead + either(examples);
  }

  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private static String here(JsonNode node) {
    return node.isValueNode() ? ", not " + node : "";
  }

  private static String kind(JsonNode node) {
    return name(node.isArray() ? "array" : "object");
  }

  private static String name(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a group of 'key: value' lines";
      default -> type;
    };
  }
}
