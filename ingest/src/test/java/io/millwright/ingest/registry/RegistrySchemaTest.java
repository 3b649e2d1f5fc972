package io.millwright.ingest.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader say the same of every document. */
class RegistrySchemaTest {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("../docs/schema/registry.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'assets':[]}",
        "{'assets':null,'gateways':[]}",
        "{'tag':'A','class':'c','ownership':'owned'}",
        "{'tag':'10/PU 001','class':'c','ownership':'unassigned','criticality':2.0}",
        "{'tag':'A','class':'c','ownership':'owned','site':null,'name':'','location':' \\n '}",
        "{'tag':'A','class':'c','ownership':'owned','location':'1 High Street\\n"
            + "Oslo','meters':null}",
        "[{'tag':'A','class':'c','ownership':'contracted','meters':["
            + "{'name':'h','kind':'counter','unit':'h','rollover':1e5},{'name':'s','kind':'state'},"
            + "{'name':'t','kind':'gauge','unit':'degC','rollover':null}]}]",
        "{'tag':'A','class':'c','ownership':'owned','meters':["
            + "{'name':'v','kind':'counter','unit':'m3','reports':'delta'},"
            + "{'name':'t','kind':'gauge','unit':'degC','reports':null}]}",
        "{'gateways':[{'id':'gw-1','password':'x','enabled':false,'assets':['A']},{'id':'G2'},"
            + "{'id':'g3','password':null,'password_hash':'$h','assets':null,'enabled':null}]}",
        "{'gateways':[{'id':'a','certificate':'cn:press-7','max_connections':2},"
            + "{'id':'b','certificate':'san:urn:x:7','max_messages_per_second':0},"
            + "{'id':'c','certificate':'','max_bytes_per_second':1000},"
            + "{'id':'d','certificate':null,'max_connections':null},"
            + "{'id':'e','certificate':'SHA256:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB:AB'}]}",
        "{'gateways':[{'id':'a','certificate':'sha256:0000000000000000000000000000000000000000000000000000000000000000'}]}",
      })
  void bothAccept(String json) {
    assertThat(schemaAccepts(json)).as("schema").isTrue();
    assertThat(readerAccepts(json)).as("reader").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "1",
        "null",
        "'A'",
        "{'asets':[]}",
        "{'assets':{}}",
        "{'assets':[],'x':1}",
        "{'tag':'A','class':'c'}",
        "{'tag':'','class':'c','ownership':'owned'}",
        "{'tag':null,'class':'c','ownership':'owned'}",
        "{'tag':' A','class':'c','ownership':'owned'}",
        "{'tag':'A\\n','class':'c','ownership':'owned'}",
        "{'tag':'A\\u0000','class':'c','ownership':'owned'}",
        "{'tag':7,'class':'c','ownership':'owned'}",
        "{'tag':'A','class':'c','ownership':'Owned'}",
        "{'tag':'A','class':'c','ownership':'owned','site':' '}",
        "{'tag':'A','class':'c','ownership':'owned','criticality':0}",
        "{'tag':'A','class':'c','ownership':'owned','criticality':2.5}",
        "{'tag':'A','class':'c','ownership':'owned','criticality':'2'}",
        "{'tag':'A','class':'c','ownership':'owned','contact':'\\u0000'}",
        "{'tag':'A','class':'c','ownership':'owned','meters':{}}",
        "{'tag':'A','class':'c','ownership':'owned','meters':[{'kind':'state'}]}",
        "{'tag':'A','class':'c','ownership':'owned','meters':[{'name':'h','kind':'counter'}]}",
        "{'tag':'A','class':'c','ownership':'owned','meters':[{'name':'h','kind':'gauge','unit':''}]}",
        "{'tag':'A','class':'c','ownership':'owned','meters':[{'name':'h','kind':'hours','unit':'h'}]}",
        "{'tag':'A','class':'c','ownership':'owned','meters':["
            + "{'name':'h','kind':'counter','unit':'h','rollover':0}]}",
        "{'tag':'A','class':'c','ownership':'owned','meters':["
            + "{'name':'h','kind':'counter','unit':'h','rollover':1e400}]}",
        "{'tag':'A','class':'c','ownership':'owned','meters':["
            + "{'name':'h','kind':'gauge','unit':'h','rollover':10}]}",
        "{'gateways':[{'password':'x'}]}",
        "{'gateways':[{'id':'api'}]}",
        "{'gateways':[{'id':'a+b'}]}",
        "{'gateways':[{'id':'g','password':''}]}",
        "{'gateways':[{'id':'g','password':'x','password_hash':'y'}]}",
        "{'gateways':[{'id':'g','assets':[1]}]}",
        "{'gateways':[{'id':'g','enabled':'yes'}]}",
        "{'gateways':[{'id':'g','certificate':'press 7'}]}",
        "{'gateways':[{'id':'g','certificate':'cn:'}]}",
        "{'gateways':[{'id':'g','certificate':'sha256:abcd'}]}",
        "{'gateways':[{'id':'g','certificate':7}]}",
        "{'gateways':[{'id':'g','max_connections':-1}]}",
        "{'gateways':[{'id':'g','max_messages_per_second':1.5}]}",
        "{'gateways':[{'id':'g','max_bytes_per_second':1e12}]}",
        "{'tag':'a','class':'c','ownership':'owned','meters':[{'name':'h','kind':'counter',"
            + "'unit':'h','reports':'sum'}]}",
        "{'tag':'a','class':'c','ownership':'owned','meters':[{'name':'h','kind':'gauge',"
            + "'unit':'h','reports':'delta'}]}",
        "{'tag':'a','class':'c','ownership':'owned','meters':[{'name':'h','kind':'counter',"
            + "'unit':'h','reports':'delta','rollover':10}]}",
      })
  void bothRefuse(String json) {
    assertThat(schemaAccepts(json)).as("schema").isFalse();
    assertThat(readerAccepts(json)).as("reader").isFalse();
  }

  private static boolean schemaAccepts(String json) {
    return SCHEMA.validate(json.replace('\'', '"'), InputFormat.JSON).isEmpty();
  }

  private static boolean readerAccepts(String json) {
    try {
      new RegistryReader(Map.of())
          .read("b", RegistryFormat.JSON, json.replace('\'', '"').getBytes(UTF_8));
      return true;
    } catch (InvalidRegistry refused) {
      return false;
    }
  }
}
