package io.millwright.rules.planfile;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One check of one document against a schema, in a planner's words. */
final class SchemaCheck {
  private final Schema schema;
  private final YamlTree tree;
  private final JsonNode document;
  private final List<PlanProblem> problems = new ArrayList<>();

  /** Keys that are there under a misspelt name: not missing as well. */
  private final Set<String> misspelt = new HashSet<>();

  private final Set<String> alternatives = new HashSet<>();

  SchemaCheck(Schema schema, YamlTree tree, JsonNode document) {
    this.schema = schema;
    this.tree = tree;
    this.document = document;
  }

  /** Everything about the document that the schema does not allow. */
  List<PlanProblem> problems() {
    List<Error> errors = schema.validate(document);
    errors.stream().filter(SchemaCheck::isUnknownKey).forEach(this::unknownKey);
    errors.stream().filter(error -> !isUnknownKey(error)).forEach(this::other);
    return problems;
  }

  private static boolean isUnknownKey(Error error) {
    return "additionalProperties".equals(error.getKeyword());
  }

  private void unknownKey(Error error) {
    JsonNode mapping = instance(error);
    JsonNode allowed = beside(error).path("properties");
    String key = error.getProperty();
    String meant =
        Misspelling.closest(
            key, allowed.propertyNames().stream().filter(name -> !mapping.has(name)).toList());
    if (meant != null) {
      misspelt.add(error.getInstanceLocation() + "/" + meant);
    }
    String hint =
        meant == null
            ? ": known are " + String.join(", ", allowed.propertyNames())
            : ": did you mean '" + meant + "'?";
    problems.add(tree.atKey(mapping, key, place(error).in("unknown key '" + key + "'") + hint));
  }

  private void other(Error error) {
    String evaluated = error.getEvaluationPath().toString();
    int choice = Math.max(evaluated.indexOf("/oneOf"), evaluated.indexOf("/anyOf"));
    if (choice >= 0) {
      // Each alternative complains; one sentence for all of them is what helps.
      if (alternatives.add(evaluated.substring(0, choice) + error.getInstanceLocation())) {
        choose(error, evaluated.substring(choice + 1, choice + 6));
      }
      return;
    }
    JsonNode node = instance(error);
    if ("required".equals(error.getKeyword())) {
      if (!misspelt.contains(error.getInstanceLocation() + "/" + error.getProperty())) {
        JsonNode property = beside(error).path("properties").path(error.getProperty());
        problems.add(
            YamlTree.at(node, place(error).needs(error.getProperty(), resolved(property))));
      }
      return;
    }
    problems.add(
        YamlTree.at(node, place(error).must(SchemaWords.about(error, node, beside(error)))));
  }

  private void choose(Error error, String keyword) {
    String pointer = pointer(error);
    String choice = pointer.substring(0, pointer.indexOf("/" + keyword) + 6);
    JsonNode options = schema.getSchemaNode().at(choice);
    JsonNode node = instance(error);
    List<String> keys = new ArrayList<>();
    options.forEach(option -> option.path("required").forEach(key -> keys.add(key.asString())));
    if (keys.isEmpty()) {
      problems.add(YamlTree.at(node, place(error).must(SchemaWords.oneType(options, node))));
    } else if (keys.stream()
        .noneMatch(k -> misspelt.contains(error.getInstanceLocation() + "/" + k))) {
      problems.add(YamlTree.at(node, place(error).in(SchemaWords.oneKey(keys, node, keyword))));
    }
  }

  private Place place(Error error) {
    return Place.of(document, error.getInstanceLocation());
  }

  private JsonNode instance(Error error) {
    return error.getInstanceNode() == null ? document : error.getInstanceNode();
  }

  private static String pointer(Error error) {
    return error.getSchemaLocation().getFragment().toString();
  }

  /** The schema object that the violated keyword is in. */
  private JsonNode beside(Error error) {
    String pointer = pointer(error);
    return schema.getSchemaNode().at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private JsonNode resolved(JsonNode property) {
    String reference = property.path("$ref").asString("");
    return reference.isEmpty() ? property : schema.getSchemaNode().at(reference.substring(1));
  }
}
