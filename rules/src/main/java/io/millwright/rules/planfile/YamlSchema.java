package io.millwright.rules.planfile;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The shape of a kind of file: a JSON Schema, the same that editors complete with. Any thread. */
public final class YamlSchema {
  private final Schema schema;

  private YamlSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Loads a schema from this package.
   *
   * @param resource such as {@code plans.schema.json}
   * @return the schema
   */
  public static YamlSchema named(String resource) {
    return named(YamlSchema.class, resource);
  }

  /**
   * Loads a schema from a class's package.
   *
   * @param beside a class of that package
   * @param resource such as {@code topics.schema.json}
   * @return the schema
   */
  public static YamlSchema named(Class<?> beside, String resource) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
      return new YamlSchema(
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(in, InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Everything about a document that the schema does not allow.
   *
   * @param tree where keys and values stand
   * @param document the whole of it, or a part
   * @return in no particular order; empty when nothing is wrong
   */
  public List<PlanProblem> problems(YamlTree tree, JsonNode document) {
    return new SchemaCheck(schema, tree, document).problems();
  }
}
