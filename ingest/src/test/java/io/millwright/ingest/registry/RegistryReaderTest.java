package io.millwright.ingest.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RegistryReaderTest {
  private static final String CONTRACT =
      """
      assets:
        - tag: EX-104
          name: Excavator 104
          class: excavator
          site: Pit 2
          zone: Europe/Oslo
          ownership: owned          # owned | contracted
          criticality: 2
          meters:
            - {name: engine_hours, kind: counter, unit: h, rollover: 100000}
            - {name: coolant_temp, kind: gauge, unit: degC}
        - tag: LIFT-7
          class: lift
          ownership: contracted
          account: ACME Property
          location: 1 High Street
          contact: +47 000 00 000
          territory: north
          meters:
            - {name: trips, kind: counter, unit: cycles}
            - {name: codes, kind: fault}
      gateways:
        - id: gw-1
          password: ${GW1_PASSWORD}   # or password_hash
          assets: [EX-104, LIFT-7]
      """;

  private static final Asset EXCAVATOR =
      new Asset(
          "EX-104",
          "Excavator 104",
          "excavator",
          "Pit 2",
          ZoneId.of("Europe/Oslo"),
          Ownership.OWNED,
          2,
          null,
          VisitDetails.NONE,
          List.of(
              new Meter("engine_hours", MeterKind.COUNTER, "h", 100000.0),
              Meter.of("coolant_temp", MeterKind.GAUGE, "degC")));

  private static final Asset LIFT =
      new Asset(
          "LIFT-7",
          "LIFT-7",
          "lift",
          null,
          ZoneId.of("UTC"),
          Ownership.CONTRACTED,
          3,
          null,
          new VisitDetails("ACME Property", "1 High Street", "+47 000 00 000", "north"),
          List.of(
              Meter.of("trips", MeterKind.COUNTER, "cycles"),
              Meter.of("codes", MeterKind.FAULT, "1")));

  private final RegistryReader reader = new RegistryReader(Map.of("GW1_PASSWORD", "s3$cret"));

  @Test
  void readsTheContractsExample() throws InvalidRegistry {
    RegistryImport read = reader.read("r.yaml", RegistryFormat.YAML, CONTRACT.getBytes(UTF_8));

    assertThat(read.assets()).containsExactly(EXCAVATOR, LIFT);
    assertThat(read.gateways())
        .containsExactly(
            new GatewaySpec(
                "gw-1",
                "s3$cret",
                null,
                null,
                List.of("EX-104", "LIFT-7"),
                null,
                GatewayLimits.UNSAID));
    assertThat(read.gateways().toString()).doesNotContain("s3$cret");
  }

  @Test
  void whatIsWrittenAsJsonReadsTheSame() throws InvalidRegistry {
    RegistryImport read = reader.read("r.yaml", RegistryFormat.YAML, CONTRACT.getBytes(UTF_8));
    byte[] json = new JsonMapper().writeValueAsBytes(RegistryJson.document(read));

    assertThat(new RegistryReader(Map.of()).read("body", RegistryFormat.JSON, json))
        .isEqualTo(read);
  }

  @Test
  void readsCsvOfASpreadsheet() throws InvalidRegistry {
    String csv =
        "\ufefftag,name,class,site,zone,ownership,criticality,parent,account,location,contact,"
            + "territory,meters\r\n"
            + "EX-104,Excavator 104,excavator,Pit 2,Europe/Oslo,owned,2,,,,,,"
            + "engine_hours:counter:h:100000; coolant_temp:gauge:degC\r\n"
            + "\r\n"
            + ",,,,,,,,,,,,\r\n"
            + "LIFT-7,,lift,,,contracted,,,ACME Property,1 High Street,+47 000 00 000,north,"
            + "trips:counter:cycles;codes:fault\r\n";

    assertThat(reader.read("r.csv", RegistryFormat.CSV, csv.getBytes(UTF_8)).assets())
        .containsExactly(EXCAVATOR, LIFT);
  }

  @Test
  void readsOneAssetAndAList() throws InvalidRegistry {
    String one = "{\"tag\":\"P/1\",\"class\":\"pump\",\"ownership\":\"owned\"}";

    assertThat(reader.read("b", RegistryFormat.JSON, one.getBytes(UTF_8)).assets()).hasSize(1);
    assertThat(reader.read("b", RegistryFormat.JSON, ("[" + one + "]").getBytes(UTF_8)).assets())
        .hasSize(1);
  }

  @Test
  void reportsAllErrorsOfAFileWithTheirPositions() {
    String yaml =
        """
        assets:
          - tag: EX-104
            clas: excavator
            ownership: ownd
            criticality: 9
            zone: Europe/Olso
            meters:
              - {name: hours, kind: counter}
              - {name: temp, kind: gauge, unit: degC, rollover: 5}
          - tag: 104
            class: lift
            ownership: owned
            contact: 4700000000
        gateways:
          - id: api
            password: ${NOT_SET}
            password_hash: x
        """;

    assertThat(errors("r.yaml", yaml))
        .containsExactly(
            "r.yaml:2:5: an asset needs 'class'",
            "r.yaml:3:5: 'clas' is not a key of an asset; did you mean 'class'?",
            "r.yaml:4:16: 'ownership' must be one of owned, contracted, unassigned, not 'ownd'; did"
                + " you mean 'owned'?",
            "r.yaml:5:18: 'criticality' must be 1 (most) to 5 (least)",
            "r.yaml:6:11: 'Europe/Olso' is not a time zone: write one like Europe/Oslo or +02:00;"
                + " did you mean 'Europe/Oslo'?",
            "r.yaml:8:9: a meter needs 'unit'",
            "r.yaml:9:57: only a counter has a rollover point, this is a gauge: leave it out",
            "r.yaml:10:10: 'tag' must be a text, not a number: put it in quotes",
            "r.yaml:13:14: 'contact' must be a text, not a number: put it in quotes",
            "r.yaml:15:9: the name 'api' is reserved for the HTTP API: choose another",
            "r.yaml:16:15: the environment variable 'NOT_SET' is not set: export it where the file"
                + " is read, then import again",
            "r.yaml:17:20: give either 'password' or 'password_hash'");
  }

  @Test
  void whatACounterReports() throws InvalidRegistry {
    String csv =
        "tag,class,ownership,meters\nA,pump,owned,volume:counter:m3::delta;hours:counter:h\n";
    assertThat(
            reader.read("a.csv", RegistryFormat.CSV, csv.getBytes(UTF_8)).assets().get(0).meters())
        .extracting(Meter::reports)
        .containsExactly(Meter.Reports.DELTA, Meter.Reports.TOTAL);
    assertThat(
            errors(
                "r.yaml",
                """
                assets:
                  - tag: A
                    class: pump
                    ownership: owned
                    meters:
                      - {name: a, kind: counter, unit: h, reports: dleta}
                      - {name: b, kind: gauge, unit: h, reports: delta}
                      - {name: c, kind: counter, unit: h, reports: delta, rollover: 100}
                """))
        .containsExactly(
            "r.yaml:6:52: 'reports' must be one of total, delta, not 'dleta'; did you mean"
                + " 'delta'?",
            "r.yaml:7:50: only a counter reports increases, this is a gauge: leave it out",
            "r.yaml:8:69: increases do not roll over: leave it out with 'reports: delta'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"asets":[]}                                     | b.json:1:2: 'asets' is not a key of a registry document; did you mean 'assets'?
          {"assets":{}}                                    | b.json:1:11: 'assets' must be a list, not an object
          {"assets":[],"assets":[]}                        | b.json:1:14: 'assets' is already given at line 1
          {"assets":[] "x"                                 | b.json:1:14: Unexpected character
          [1]                                              | b.json:1:2: an asset must be an object, not a number
          {"tag":"A","class":"c","ownership":"owned","x":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]} | nesting depth
          {"tag":"A","class":"c","ownership":"owned"} {}   | b.json:1:45: the document has ended
          {"tag":"A","class":"c","ownership":"owned","parent":"A"} | b.json:1:53: asset 'A' cannot be its own parent
          [{"tag":"A","class":"c","ownership":"owned"},{"tag":"A","class":"c","ownership":"owned"}] | b.json:1:53: asset 'A' is already given at line 1
          {"gateways":[{"id":"a/#"}]}                      | b.json:1:20: 'id' must be
          """)
  void refusesJson(String json, String error) {
    assertThat(errors("b.json", json).get(0)).contains(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'tag,class,ownershp'                                  | c.csv:1:11: unknown column 'ownershp'; did you mean 'ownership'?
          'tag;class;ownership'                                 | separate columns by commas
          'tag,class'                                           | c.csv:1:1: column 'ownership' is missing
          'tag,tag,class,ownership'                             | c.csv:1:5: column 'tag' is there twice
          'tag,class,ownership~A,c,owned,x'                     | c.csv:2:11: the row has more cells than the header
          'tag,class,ownership~A,c'                             | c.csv:2:1: an asset needs 'ownership'
          'tag,class,ownership,criticality~A,c,owned,high'      | c.csv:2:11: 'criticality' must be a number, not a text
          'tag,class,ownership,meters~A,c,owned,h:countr:h'     | c.csv:2:11: 'kind' must be one of counter, gauge, state, fault, not 'countr'; did you mean 'counter'?
          'tag,class,ownership,meters~A,c,owned,h:counter:h:1:total:2'| c.csv:2:11: meter 'h:counter:h:1:total:2': write name:kind:unit
          'tag,class,ownership,meters~A,c,owned,h:counter:h:1e3;h:gauge:h' | c.csv:2:11: meter 'h' is given twice
          'tag,class,ownership~"A,c'                            | Missing closing quote
          ''                                                    | c.csv:1:1: the file is empty
          """)
  void refusesCsv(String csv, String error) {
    assertThat(errors("c.csv", csv.replace('~', '\n')).get(0)).contains(error);
  }

  @Test
  void refusesYamlAliasesInsteadOfFollowingThem() {
    String bomb =
        """
        a: &a [x, x]
        b: &b [*a, *a, *a]
        assets: [*b]
        """;

    assertThat(errors("r.yaml", bomb))
        .contains(
            "r.yaml:3:10: '*b': aliases are not followed, write it out",
            "r.yaml:2:8: '*a': aliases are not followed, write it out");
  }

  @Test
  void refusesWhatIsNotYamlOrNotUtf8OrTooLarge() {
    assertThat(errors("r.yaml", "assets:\n\t- tag: A")).hasSize(1);
    assertThat(errors("r.yaml", "assets:\n\t- tag: A").get(0)).startsWith("r.yaml:2:1: found");
    assertThat(errors("r.yaml", "# nothing"))
        .containsExactly("r.yaml:1:1: the document is empty: give at least one asset");
    assertThat(errors("r.csv", "tag\n\u00d8".getBytes(ISO_8859_1)).get(0)).contains("UTF-8");
    assertThat(errors("r.json", new byte[RegistryReader.MAX_BYTES + 1]).get(0)).contains("10 MiB");
  }

  @Test
  void showsAHundredErrorsAndCountsTheRest() {
    assertThat(errors("b.json", "[" + "1,".repeat(149) + "1]"))
        .hasSize(101)
        .last()
        .asString()
        .contains("and 50 more errors");
  }

  private List<String> errors(String source, String content) {
    return errors(source, content.getBytes(UTF_8));
  }

  private List<String> errors(String source, byte[] content) {
    InvalidRegistry invalid =
        catchThrowableOfType(
            InvalidRegistry.class,
            () -> reader.read(source, RegistryFormat.ofFileName(source), content));
    assertThat(invalid).isNotNull();
    return invalid.errors().stream().map(RegistryError::toString).toList();
  }
}
