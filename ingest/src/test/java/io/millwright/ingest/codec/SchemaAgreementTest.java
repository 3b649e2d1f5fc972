package io.millwright.ingest.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published JSON Schemas and the decoder must take and refuse the same messages. */
class SchemaAgreementTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true |{'asset':'a','meter':'m','time':'2026-11-23T01:02:03Z','value':1}",
        "true |{'asset':'a','meter':'m','time':'2026-11-23T01:02:03.4567+05:30','value':-1.5e3}",
        "true |{'asset':'a','meter':'m','time':1763860000000,'value':true,'unit':'h'}",
        "true |{'asset':'a','meter':'m','time':0,'value':0,'quality':'bad','historical':true}",
        "true |{'asset':'a','meter':'m','time':1,'value':0,'quality':null,'historical':null,'unit':null}",
        "true |{'asset':'a','meter':'m','time':1,'value':0,'more':{'x':[1]}}",
        "true |[{'asset':'a','meter':'m','time':1,'value':0},{'asset':'b','meter':'m','time':1,'value':0}]",
        "true |{'readings':[{'asset':'a','meter':'m','time':1,'value':0}],'sent':1}",
        "true |[]",
        "true |{'readings':[]}",
        "false|12",
        "false|null",
        "false|'text'",
        "false|[1]",
        "false|{}",
        "false|{'readings':null}",
        "false|{'readings':{}}",
        "false|{'readings':[{'asset':'a'}]}",
        "false|{'faults':[]}",
        "false|{'meter':'m','time':1,'value':0}",
        "false|{'asset':'a','time':1,'value':0}",
        "false|{'asset':'a','meter':'m','value':0}",
        "false|{'asset':'a','meter':'m','time':1}",
        "false|{'asset':'','meter':'m','time':1,'value':0}",
        "false|{'asset':' ','meter':'m','time':1,'value':0}",
        "false|{'asset':null,'meter':'m','time':1,'value':0}",
        "false|{'asset':'a\\u0000','meter':'m','time':1,'value':0}",
        "false|{'asset':'a','meter':5,'time':1,'value':0}",
        "false|{'asset':'a','meter':'m','time':-1,'value':0}",
        "false|{'asset':'a','meter':'m','time':1.5,'value':0}",
        "false|{'asset':'a','meter':'m','time':253402300800000,'value':0}",
        "false|{'asset':'a','meter':'m','time':'yesterday','value':0}",
        "false|{'asset':'a','meter':'m','time':'2026-11-23T01:02:03','value':0}",
        "false|{'asset':'a','meter':'m','time':'2026-11-31T01:02:03Z','value':0}",
        "false|{'asset':'a','meter':'m','time':'2026-11-23','value':0}",
        "false|{'asset':'a','meter':'m','time':1,'value':'0'}",
        "false|{'asset':'a','meter':'m','time':1,'value':1e999}",
        "false|{'asset':'a','meter':'m','time':1,'value':0,'unit':1}",
        "false|{'asset':'a','meter':'m','time':1,'value':0,'quality':'GOOD'}",
        "false|{'asset':'a','meter':'m','time':1,'value':0,'historical':'yes'}"
      })
  void readings(boolean valid, String json) throws IOException {
    agree(Topic.Kind.READINGS, valid, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true |{'asset':'a','code':'E-1','time':1,'active':true}",
        "true |{'asset':'a','code':'E-1','time':1,'active':false,'text':''}",
        "true |{'faults':[{'asset':'a','code':'E-1','time':1,'active':false,'text':null}]}",
        "false|{'asset':'a','code':'E-1','time':1}",
        "false|{'asset':'a','code':204,'time':1,'active':true}",
        "false|{'asset':'a','code':'E-1','time':1,'active':1}",
        "false|{'asset':'a','code':'E-1','time':1,'active':true,'text':1}"
      })
  void faults(boolean valid, String json) throws IOException {
    agree(Topic.Kind.FAULTS, valid, json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true |{'asset':'a','meter':'m','event':'replaced','time':1,'old_final':2.5,'new_initial':0}",
        "true |{'asset':'a','meter':'m','event':'corrected','time':1,'old_value':2,'new_value':0}",
        "true |{'events':[]}",
        "false|{'asset':'a','meter':'m','event':'corrected','time':1,'old_final':2,'new_initial':0}",
        "false|{'asset':'a','meter':'m','event':'corrected','time':1,'old_value':2}",
        "false|{'asset':'a','meter':'m','event':'corrected','time':1,'old_value':2,'new_value':'0'}",
        "false|{'asset':'a','meter':'m','event':'reset','time':1,'old_final':2.5,'new_initial':0}",
        "false|{'asset':'a','meter':'m','time':1,'old_final':2.5,'new_initial':0}",
        "false|{'asset':'a','meter':'m','event':'replaced','time':1,'old_final':true,'new_initial':0}",
        "false|{'asset':'a','meter':'m','event':'replaced','time':1,'old_final':1}"
      })
  void meters(boolean valid, String json) throws IOException {
    agree(Topic.Kind.METERS, valid, json);
  }

  private static void agree(Topic.Kind kind, boolean valid, String quoted) throws IOException {
    String json = quoted.replace('\'', '"');
    Path file = Path.of("..", "docs", "schema", kind.word() + ".schema.json");
    Schema schema = SCHEMAS.getSchema(Files.readString(file), InputFormat.JSON);
    assertThat(
            schema.validate(
                json,
                InputFormat.JSON,
                execution ->
                    execution.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .as("schema")
        .matches(errors -> errors.isEmpty() == valid);
    assertThat(decodes(kind, json)).as("decoder").isEqualTo(valid);
  }

  private static boolean decodes(Topic.Kind kind, String json) {
    try {
      return new MessageDecoder().decode(kind, json.getBytes(UTF_8)).malformed().isEmpty();
    } catch (UndecodableException e) {
      return false;
    }
  }
}
