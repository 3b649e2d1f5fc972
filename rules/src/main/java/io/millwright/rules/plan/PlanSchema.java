package io.millwright.rules.plan;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The shape of a plan file: plans.schema.json, the same that editors complete with. */
final class PlanSchema {
  private static final String RESOURCE = "plans.schema.json";
  private static final Schema SCHEMA = load();

  private final YamlTree tree;
  private final JsonNode document;
  private final List<PlanProblem> problems = new ArrayList<>();

  /** Keys that are there under a misspelt name: not missing as well. */
  private final Set<String> misspelt = new HashSet<>();

  private final Set<String> alternatives = new HashSet<>();

  private PlanSchema(YamlTree tree, JsonNode document) {
    this.tree = tree;
    this.document = document;
  }

  private static Schema load() {
    try (InputStream in =
        Objects.requireNonNull(PlanSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything about the document that the schema does not allow. */
  static List<PlanProblem> problems(YamlTree tree, JsonNode document) {
    List<Error> errors = SCHEMA.validate(document);
    PlanSchema schema = new PlanSchema(tree, document);
    errors.stream().filter(PlanSchema::isUnknownKey).forEach(schema::unknownKey);
    errors.stream().filter(error -> !isUnknownKey(error)).forEach(schema::other);
    return schema.problems;
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
    JsonNode options = SCHEMA.getSchemaNode().at(choice);
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
  private static JsonNode beside(Error error) {
    String pointer = pointer(error);
    return SCHEMA.getSchemaNode().at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : SCHEMA.getSchemaNode().at(reference.substring(1));
  }
}
