package io.millwright.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.testing.Eventually;
import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.ServiceProcess;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.sparkplug.SparkplugMaker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(600)
class LoadCommandIT {
  @TempDir private Path folder;

  private final TestDatabase database = TestDatabase.fresh();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = RunningService.on(database).start();
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  @Test
  void aClosedLoopStoresWhatIsAcknowledged() throws Exception {
    Path json = folder.resolve("load.json");
    int code =
        run(
            "--gateways=7",
            "--meters=2003",
            "--readings=20",
            "--window=8",
            "--seconds=1",
            "--warm-up=1",
            "--json=" + json);

    assertThat(code).as(err.toString()).isZero();
    JsonNode figures = JsonMapper.shared().readTree(Files.readString(json));
    long acknowledged = figures.get("acknowledged").asLong();
    assertThat(acknowledged).isPositive().isEqualTo(figures.get("sent").asLong());
    assertThat(new Sql(database).readings()).isEqualTo(acknowledged * 20);
    assertThat(new Sql(database).number("select count(*) from quarantine")).isZero();
    assertThat(err.toString()).contains("(warm-up)", "in flight");
    assertThat(out.toString()).contains("readings/s", "ack p99 ms");
  }

  @Test
  void anOpenLoopSendsWhatItWasToldTo() throws Exception {
    int code = run("--rate=500", "--readings=3", "--meters=100", "--seconds=2", "--warm-up=0");

    assertThat(code).as(err.toString()).isZero();
    // By the clock: 1,000 of them, less what a busy machine is behind at the end.
    assertThat(new Sql(database).readings()).isBetween(3 * 50L, 3 * 1_020L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void edgeNodesStoreWhatTheyHaveSent(int qos) throws Exception {
    service.close();
    service = RunningService.on(database).sparkplug(SparkplugMaker.MAPPING).start();
    long births = 5L + new LoadFleet("load", 5, 500).assets();
    int readings = 20;
    Path json = folder.resolve("load.json");
    int code =
        run(
            "--format=sparkplug",
            "--qos=" + qos,
            "--gateways=5",
            "--meters=500",
            "--readings=" + readings,
            "--window=8",
            "--rate=" + (qos == 0 ? 500 : 0),
            "--seconds=1",
            "--warm-up=1",
            "--json=" + json);

    assertThat(code).as(err.toString()).isZero();
    long sent = JsonMapper.shared().readTree(Files.readString(json)).get("sent").asLong();
    assertThat(sent).isGreaterThan(births);
    Sql sql = new Sql(database);
    Eventually.holds(
        () ->
            assertThat(sql.readings())
                .as("births tell each meter once")
                .isEqualTo((sent - births) * readings + 500));
    assertThat(sql.number("select count(*) from quarantine")).isZero();
    assertThat(service.api().metric("millwright_sparkplug_total{event=\"rebirth_request\"}"))
        .isZero();
  }

  @Test
  void overTlsToo() throws Exception {
    ServerCertificate own = ServerCertificate.make(folder);
    try (TestDatabase other = TestDatabase.fresh();
        ServiceProcess secure =
            new ServiceProcess(
                other.address(),
                folder.resolve("service.log"),
                "--tls-cert",
                "" + own.certificate(),
                "--tls-key",
                "" + own.key())) {
      secure.start();
      String url = "--url=ssl://127.0.0.1:" + secure.mqttPort();
      String api = "--api=http://127.0.0.1:" + secure.apiPort();
      Path json = folder.resolve("load.json");
      int code =
          run(
              url,
              api,
              "--ca=" + own.certificate(),
              "--seconds=1",
              "--readings=1",
              "--json=" + json);
      assertThat(code).as(err.toString()).isZero();
      long acknowledged =
          JsonMapper.shared().readTree(Files.readString(json)).get("acknowledged").asLong();
      assertThat(acknowledged).isPositive();
      assertThat(new Sql(other).readings()).isEqualTo(acknowledged);

      assertThat(run(url, api)).as("signed by nobody that Java trusts").isEqualTo(1);
      assertThat(err.toString()).contains("unable to find valid certification path");
    }
  }

  @Test
  void whatIsInTheWayIsSaid() {
    assertThat(run("--meters=5")).isEqualTo(2);
    assertThat(err.toString()).contains("as many meters as gateways");
    assertThat(run("--no-register")).isEqualTo(1);
    assertThat(err.toString()).contains("wrong password");
    assertThat(run("--url=http://127.0.0.1:1883")).isEqualTo(2);
    assertThat(err.toString()).contains("tcp://host:1883");
    assertThat(run("--api=http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("No Millwright answers at http://127.0.0.1:1");
  }

  private int run(String... arguments) {
    err.getBuffer().setLength(0);
    CommandLine command = new CommandLine(new SimCommand());
    String[] all = new String[arguments.length + 3];
    all[0] = "load";
    all[1] = "--url=tcp://127.0.0.1:" + service.mqttPort();
    all[2] = "--api=http://127.0.0.1:" + service.apiPort();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return command
        .setOverwrittenOptionsAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
