package io.millwright.ingest.codec.topics;

import io.millwright.ingest.codec.Rfc3339;
import io.millwright.ingest.codec.UndecodableException;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON by the pointers of a rule. */
final class JsonMessage {
  private final TopicRule rule;
  private final TopicRule.JsonShape shape;
  private final Harvest harvest;
  private final Scope message;

  JsonMessage(TopicRule rule, Harvest harvest, Scope message) {
    this.rule = rule;
    this.shape = rule.shape();
    this.harvest = harvest;
    this.message = message;
  }

  void read() throws UndecodableException {
    JsonNode root = message.root();
    JsonPointer each = shape.each();
    if (each == null && !root.isArray()) {
      element(root, alone -> alone);
      return;
    }
    JsonPointer list = each == null ? JsonPointer.empty() : each;
    JsonNode array = root.at(list);
    if (!array.isArray()) {
      throw new UndecodableException(
          "'each' points at " + list + ", where no array is" + harvest.ruleAt());
    }
    for (JsonNode element : array) {
      element(
          element,
          alone -> JsonPart.with(root, list, JsonNodeFactory.instance.arrayNode().add(alone)));
    }
  }

  private void element(JsonNode element, UnaryOperator<JsonNode> around)
      throws UndecodableException {
    Scope scope = message.in(element);
    JsonPointer at = rule.time().pointer();
    long millis = at == null ? harvest.arrival() : harvest.time(scope.at(at));
    if (millis == Rfc3339.INVALID) {
      harvest.malformed(
          "'time' at " + at + " must be " + rule.time().expected(), around.apply(element));
      return;
    }
    JsonPointer value = shape.value();
    if (value != null) {
      JsonNode there = element.at(value);
      if (there.isMissingNode()) {
        harvest.malformed("There is nothing at " + value, around.apply(element));
      } else {
        harvest.take(scope, millis, FieldTarget.PLAIN, there, () -> around.apply(element));
      }
      return;
    }
    if (rule.others() || !rule.fields().isEmpty()) {
      JsonNode fields = element.at(shape.fields());
      if (fields.isObject()) {
        harvest.fields(scope, millis, fields, name -> around.apply(only(element, fields, name)));
      } else {
        harvest.malformed(
            "There is no object with fields"
                + (shape.fields().matches() ? "" : " at " + shape.fields()),
            around.apply(element));
      }
    }
    reached(scope, millis, around);
  }

  private void reached(Scope scope, long millis, UnaryOperator<JsonNode> around)
      throws UndecodableException {
    boolean found = shape.reached().isEmpty();
    for (Map.Entry<JsonPointer, FieldTarget> entry : shape.reached().entrySet()) {
      JsonNode value = scope.element().at(entry.getKey());
      if (!value.isMissingNode()) {
        found = true;
        harvest.take(
            scope.at(entry.getKey().toString()),
            millis,
            entry.getValue(),
            value,
            () -> around.apply(scope.element()));
      }
    }
    if (!found && rule.fields().isEmpty() && !rule.others()) {
      harvest.malformed(
          "None of its meters is there: " + shape.reached().keySet(),
          around.apply(scope.element()));
    }
  }

  /** The element with one reading, and what it needs to be one. */
  private JsonNode only(JsonNode element, JsonNode fields, String name) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    fields
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals(name) || shape.used().contains(field.getKey())) {
                one.set(field.getKey(), field.getValue());
              }
            });
    return JsonPart.with(element, shape.fields(), one);
  }
}
