package io.millwright.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.ingest.testing.RunningService;
import io.millwright.ingest.testing.Sql;
import io.millwright.ingest.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stock client, {@code mosquitto_pub} of Debian's mosquitto-clients, gets the answers that
 * docs/mqtt.md promises. Skipped where it is not installed.
 */
class MosquittoPubIT {
  private static final Path CLIENT = Path.of("/usr/bin/mosquitto_pub");
  private static final String TOPIC = "millwright/v1/gw/readings";
  private static final String READING =
      "{\"asset\":\"P-1\",\"meter\":\"temp\",\"time\":\"2026-01-02T03:04:05Z\",\"value\":21.5}";
  private static final String REGISTRY =
      """
      assets:
        - tag: P-1
          class: pump
          ownership: owned
          meters: [{name: temp, kind: gauge, unit: degC}]
      gateways: [{id: gw, password: right, assets: [P-1]}]
      """;

  @TempDir private Path folder;
  private final TestDatabase database = TestDatabase.fresh();
  private final Sql sql = new Sql(database);
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    assumeThat(CLIENT).as("mosquitto_pub (apt-get install mosquitto-clients)").exists();
    service = RunningService.on(database).start();
    service.api().register(REGISTRY);
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
    database.close();
  }

  private record Said(int exit, String output) {}

  private Said publish(String version, String password, String topic, String... payload)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                CLIENT.toString(),
                "-d",
                "-V",
                version,
                "-q",
                "1",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(service.mqttPort()),
                "-u",
                "gw",
                "-P",
                password,
                "-t",
                topic));
    command.addAll(List.of(payload));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), output);
  }

  @Test
  void aReadingIsInTheDatabaseWhenTheClientReturns() throws Exception {
    assertThat(publish("5", "right", TOPIC, "-m", READING).exit()).isZero();

    assertThat(sql.rows("select time at time zone 'UTC', value from reading"))
        .singleElement()
        .asString()
        .contains("2026-01-02 03:04:05")
        .contains("21.5");
  }

  @Test
  void aWrongPasswordIsToldSo() throws Exception {
    Said five = publish("5", "wrong", TOPIC, "-m", READING);
    Said three = publish("mqttv311", "wrong", TOPIC, "-m", READING);

    assertThat(five.exit()).isNotZero();
    assertThat(five.output()).containsIgnoringCase("bad user name or password");
    assertThat(three.exit()).isNotZero();
    assertThat(sql.readings()).isZero();
  }

  @Test
  void aForeignTopicIsRefused() throws Exception {
    Said said = publish("5", "right", "millwright/v1/other/readings", "-m", READING);

    assertThat(said.output()).contains("RC:135"); // 0x87 not authorized
    assertThat(sql.readings()).isZero();
  }

  @Test
  void brokenJsonIsRefusedAndKept() throws Exception {
    Said said = publish("5", "right", TOPIC, "-m", "{\"asset\":");

    assertThat(said.output()).contains("RC:153"); // 0x99 payload format invalid
    assertThat(sql.rows("select reason from quarantine")).containsExactly("undecodable");
  }

  @Test
  void tenMegabytesAreNotTaken() throws Exception {
    Path large = folder.resolve("large.json");
    Files.write(large, new byte[10 << 20]);

    Said three = publish("mqttv311", "right", TOPIC, "-f", large.toString());
    publish("5", "right", TOPIC, "-f", large.toString());

    assertThat(three.exit()).isNotZero();
    assertThat(sql.readings()).isZero();
    assertThat(publish("5", "right", TOPIC, "-m", READING).exit()).isZero();
    assertThat(sql.readings()).isEqualTo(1);
  }
}
