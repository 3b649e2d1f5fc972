package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlansSchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static String schema() throws IOException {
    return schema("plans.schema.json");
  }

  private static String schema(String resource) throws IOException {
    try (InputStream in = YamlSchema.class.getResourceAsStream(resource)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void isAValid202012Schema() throws IOException {
    var meta = REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    assertThat(meta.validate(schema(), InputFormat.JSON)).isEmpty();
    assertThat(meta.validate(schema().replace("\"object\"", "\"thing\""), InputFormat.JSON))
        .as("the check can fail")
        .isNotEmpty();
  }

  @Test
  void theOneOfPlanTestsIsValidToo() throws IOException {
    var meta = REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    assertThat(meta.validate(schema("plan-tests.schema.json"), InputFormat.JSON)).isEmpty();
  }

  @Test
  void allowsTheExampleWithEveryKeyAsEditorsCheckIt() throws IOException {
    var plans = REGISTRY.getSchema(schema(), InputFormat.JSON);
    // Editors read it with any YAML parser; aliases are resolved by ours only.
    String example = PlanReaderTest.everyKey().replace("work: *service", "work: {type: PM}");

    assertThat(plans.validate(example, InputFormat.YAML)).isEmpty();
  }
}
