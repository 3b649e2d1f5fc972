package io.millwright.rules.plan;

import com.networknt.schema.SchemaLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Finds the keys that a schema allows where it refused one. */
final class SchemaKeys {
  private SchemaKeys() {}

  /**
   * The {@code properties} beside a refused keyword.
   *
   * @param schema the whole schema
   * @param refusal the location of the {@code additionalProperties} keyword
   * @return the object whose names are the allowed keys; missing when there is none
   */
  static JsonNode beside(JsonNode schema, SchemaLocation refusal) {
    String pointer = refusal.getFragment() == null ? "" : refusal.getFragment().toString();
    int end = pointer.lastIndexOf('/');
    if (end < 0) {
      return MissingNode.getInstance();
    }
    return schema.at(pointer.substring(0, end) + "/properties");
  }
}
