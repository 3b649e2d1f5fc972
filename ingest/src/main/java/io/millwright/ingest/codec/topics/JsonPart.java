package io.millwright.ingest.codec.topics;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes messages that hold a part of another one, without a copy of all of it. */
final class JsonPart {
  private JsonPart() {}

  /** The node with something else in one place; what is beside the way there is shared. */
  static JsonNode with(JsonNode node, JsonPointer place, JsonNode put) {
    if (place.matches()) {
      return put;
    }
    if (node instanceof ObjectNode object) {
      String name = place.getMatchingProperty();
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      copy.setAll(object);
      copy.set(name, with(object.path(name), place.tail(), put));
      return copy;
    }
    if (node instanceof ArrayNode array && place.getMatchingIndex() < array.size()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      copy.addAll(array);
      int index = place.getMatchingIndex();
      copy.set(index, with(array.path(index), place.tail(), put));
      return copy;
    }
    return node;
  }

  /** An object with one field. */
  static ObjectNode field(String name, JsonNode value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set(name, value);
    return object;
  }
}
