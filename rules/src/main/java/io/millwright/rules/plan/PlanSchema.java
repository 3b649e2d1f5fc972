package io.millwright.rules.plan;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** The shape of a plan file: plans.schema.json, the same that editors complete with. */
final class PlanSchema {
  private static final String RESOURCE = "plans.schema.json";
  private static final Schema SCHEMA = load();

  private PlanSchema() {}

  private static Schema load() {
    try (InputStream in =
        Objects.requireNonNull(PlanSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(in, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything about the document that the schema does not allow, in the order of the file. */
  static List<PlanProblem> problems(JsonNode document) {
    List<PlanProblem> problems = new ArrayList<>();
    for (Error error : SCHEMA.validate(document)) {
      JsonNode at = error.getInstanceNode() == null ? document : error.getInstanceNode();
      problems.add(at(at, message(error, at)));
    }
    problems.sort(Comparator.comparingInt(PlanProblem::line).thenComparing(PlanProblem::column));
    return problems;
  }

  /** A problem at a node of a document that was read with locations. */
  static PlanProblem at(JsonNode node, String message) {
    TokenStreamLocation location = JsonNodes.tokenStreamLocationOf(node);
    return location == null
        ? new PlanProblem(1, 1, message)
        : new PlanProblem(location.getLineNr(), location.getColumnNr(), message);
  }

  private static String message(Error error, JsonNode at) {
    String where = error.getInstanceLocation().toString();
    if ("additionalProperties".equals(error.getKeyword()) && error.getProperty() != null) {
      String known = closest(error, error.getProperty());
      return where + ": unknown key '" + error.getProperty() + "'" + known;
    }
    String text = error.getMessage();
    return (where.isEmpty() ? "" : where + ": ")
        + text
        + (at.isValueNode() ? " (here: " + at + ")" : "");
  }

  private static String closest(Error error, String key) {
    JsonNode properties = error.getSchemaNode();
    // The error names the keyword's own node; the keys that are allowed stand beside it.
    JsonNode allowed = SchemaKeys.beside(SCHEMA.getSchemaNode(), error.getSchemaLocation());
    TreeSet<String> names = new TreeSet<>(allowed.propertyNames());
    String best = Misspelling.closest(key, names);
    return best != null
        ? ": did you mean '" + best + "'?"
        : names.isEmpty() || properties == null ? "" : ": known are " + String.join(", ", names);
  }
}
