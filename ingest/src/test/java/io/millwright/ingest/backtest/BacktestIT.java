package io.millwright.ingest.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.cli.BacktestCommand;
import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.testing.Readings;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.ingest.testing.TestGateway;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command on the readings, orders and failures that a real service has stored. */
class BacktestIT {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: Service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM, duration: 2 h}
      conditions:
        - id: hot
          title: Hot
          for: {class: pump}
          above: {meter: heat, limit: %d, unit: degC}
          work: {type: CM}
      """;

  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters:
            - {name: hours, kind: counter, unit: h}
            - {name: heat, kind: gauge, unit: degC}
        - tag: P-2
          class: pump
          ownership: owned
          meters:
            - {name: heat, kind: gauge, unit: degC}
      gateways: [{id: gw, password: gw, assets: [P-1, P-2]}]
      """;

  private static final String LEAD = "--lead=24h..72h";

  @TempDir private Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private Path plans = Path.of("");

  @BeforeEach
  void aFewDaysOfTwoPumps() throws Exception {
    plans = Files.writeString(folder.resolve("plans.yaml"), PLANS.formatted(80));
    try (RunningService service = RunningService.on(database).plans(PLANS.formatted(90)).start();
        TestGateway gateway = gateway(service)) {
      for (int hour = 0; hour <= 300; hour++) {
        String time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * hour).toString();
        gateway.readings(Readings.of("P-1", "hours", time, hour, ""));
        double heat = hour >= 240 ? 95 : hour >= 200 ? 85 : 20;
        gateway.readings(Readings.of("P-1", "heat", time, heat, ""));
        gateway.readings(Readings.of("P-2", "heat", time, hour == 150 ? 84 : 20, ""));
      }
      service
          .api()
          .post(
              "/v1/assets/P-1/failures",
              "{\"time\":\"2026-01-11T10:00:00Z\",\"mode\":\"seized\"}"); // hour 250
    }
  }

  private static TestGateway gateway(RunningService service) throws Exception {
    service.api().register(REGISTRY);
    return service.gateway("gw");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String run(int expected, String... more) {
    DatabaseAddress address = database.address();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new BacktestCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    String separator = address.jdbcUrl().contains("?") ? "&" : "?";
    String url =
        address.jdbcUrl()
            + separator
            + "user="
            + address.user()
            + "&password="
            + address.password();
    String[] fixed = {"--db", url, "--plans", plans.toString(), "--nuisance-before", "80h"};
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    assertThat(command.execute(all)).as(err.toString()).isEqualTo(expected);
    return out + err.toString();
  }

  @Test
  void setsWhatItWouldHaveRaisedAgainstWhatHappenedAndWhatWasRaised() {
    JsonNode answer =
        JsonMapper.shared()
            .readTree(run(0, LEAD, "--json", "--completed-after", "never", "--compare", "live"));
    JsonNode report = answer.path("report");
    assertThat(report.path("readings").asLong()).isEqualTo(903);
    assertThat(report.path("assets").asInt()).isEqualTo(2);
    // At 85 from hour 200 on, 50 h before the failure; then once more after the repair.
    assertThat(report.at("/failures_by_outcome/warned").asInt()).isOne();
    assertThat(report.at("/failures/0/lead").asLong()).isEqualTo(50 * 3_600_000L);
    assertThat(report.at("/orders_by_use/useful").asInt()).isOne();
    assertThat(report.at("/orders_by_use/nuisance").asInt()).isOne();
    assertThat(report.at("/orders_by_use/undecided").asInt()).isOne();
    assertThat(report.at("/rules/1/id").asString()).isEqualTo("service");
    assertThat(report.at("/rules/1/unbound").asInt()).isOne();
    // Live the limit was 90: only 10 h before the failure.
    JsonNode live = answer.path("comparison");
    assertThat(live.at("/failures_by_outcome/late").asInt()).isOne();
    assertThat(live.at("/orders_by_use/late").asInt()).isOne();
    assertThat(live.path("orders").size()).isEqualTo(2);
  }

  @Test
  void findsTheSameWithAnyNumberOfThreads() {
    JsonNode one = JsonMapper.shared().readTree(run(0, LEAD, "--json", "--threads", "1"));
    JsonNode three = JsonMapper.shared().readTree(run(0, LEAD, "--json", "--threads", "3"));
    assertThat(one.path("report")).isEqualTo(three.path("report"));
    assertThat(one.at("/report/rules/1/orders").asInt()).isEqualTo(2);
  }

  @Test
  void tellsItInWords() throws Exception {
    Path former = Files.writeString(folder.resolve("former.yaml"), PLANS.formatted(90));
    Path failures =
        Files.writeString(
            folder.resolve("failures.csv"), "asset,time,mode\nP-2,2026-01-09T06:00:00Z,leak\n");
    assertThat(run(0, LEAD, "--compare", former.toString(), "--failures", failures.toString()))
        .contains("each order is completed 2 days after it was raised")
        .contains("1 failures: 1 warned, 0 missed")
        .contains("Compared with " + former)
        .contains("was missed  now warned  P-2")
        .contains("service cannot be evaluated on 1 assets: P-2 has no meter hours")
        .contains("million readings a second");
  }

  @Test
  void saysWhatIsWrongWithWhatItIsGiven() throws Exception {
    assertThat(run(2, "--lead=1h")).contains("from..to");
    assertThat(run(2, LEAD, "--from", "soon")).contains("--from must be a day");
    assertThat(run(2, LEAD, "--compare", "nowhere.yaml")).contains("There is no file nowhere.yaml");
    Files.writeString(plans, "plans:\n  - id: x\n");
    assertThat(run(2, LEAD)).contains(plans + ":2:");
  }
}
