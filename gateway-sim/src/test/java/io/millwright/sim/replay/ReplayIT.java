package io.millwright.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.GatewayOptions;
import io.millwright.sim.mqtt.GatewayStats;
import io.millwright.sim.mqtt.TinyServer;
import io.millwright.sim.time.Pacer;
import io.millwright.sim.time.Pause;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(600)
class ReplayIT {
  private static final Path CMAPSS = Path.of("/work/shared/data/cmapss/train_FD001.txt.gz");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAPPING =
      """
      format: csv
      header: true
      asset: {tag: "PUMP-{id}", class: pump, name: "Pump {id}"}
      time: {column: hour, start: 2026-01-01T00:00:00Z, step: PT1H}
      meters:
        - {name: hours, column: hour, kind: counter, unit: h}
        - {name: flow, column: q, kind: gauge, unit: m3/h}
      """;

  @TempDir private Path folder;

  private final GatewayStats stats = new GatewayStats();
  private final List<String> broken = new ArrayList<>();

  @Test
  void everyRowOfAnAssetArrivesInOrderOverLostConnections() throws Exception {
    StringBuilder csv = new StringBuilder("id,hour,q\n");
    for (int hour = 1; hour <= 60; hour++) {
      for (int pump = 1; pump <= 5; pump++) {
        csv.append(pump).append(',').append(hour).append(",\"").append(hour * 0.5).append("\"\n");
      }
    }
    Path file = Files.writeString(folder.resolve("pumps.csv"), csv);
    try (TinyServer server =
        new TinyServer(
            "pw", n -> n % 40 == 39 ? TinyServer.Answer.HANG_UP : TinyServer.Answer.ACKNOWLEDGE)) {
      ReplayReport report = replay(server, MappingFile.parse("m", MAPPING), file, 2, 4);

      assertThat(report.rows()).isEqualTo(300);
      assertThat(report.readings()).isEqualTo(600);
      assertThat(report.lastRows()).hasSize(5);
      assertThat(firstArrivals(server).get("PUMP-3/hours")).hasSize(60).isSorted();
      assertThat(stats.repeated()).isPositive();
    }
  }

  @Test
  void brokenRowsAreReportedWithTheirLineAndLeftOut() throws Exception {
    Path file = gzip("id,hour,q\n1,1,2.5\n1,two,2.5\n\n1,3\n1,4,NaN\n,5,1\n1,6,2.5\n1,7,\"2.5\n");
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE)) {
      ReplayReport report = replay(server, MappingFile.parse("m", MAPPING), file, 1, 10);

      assertThat(report.rows()).isEqualTo(2);
      assertThat(report.brokenRows()).isEqualTo(5);
      assertThat(broken).hasSize(5);
      assertThat(broken.get(0)).contains("line 3", "two");
      assertThat(broken.get(1)).contains("line 5", "no column q");
      assertThat(broken.get(2)).contains("line 6", "finite");
      assertThat(broken.get(3)).contains("line 7", "column id is empty");
      assertThat(broken.get(4)).contains("line 9");
    }
  }

  @Test
  void aColumnThatIsNotThereIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("x.csv"), "id,hour,other\n1,1,1\n");
    try (TinyServer server = new TinyServer("pw", n -> TinyServer.Answer.ACKNOWLEDGE)) {
      assertThatThrownBy(() -> replay(server, MappingFile.parse("m", MAPPING), file, 1, 10))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no column 'q'")
          .hasMessageContaining("other");
    }
  }

  @Test
  void theRegistryBindsEachAssetToTheGatewayThatWillReportIt() throws Exception {
    Path file = gzip("id,hour,q\n7,1,1\n8,1,1\n7,2,1\n9,1,1\nx\n");
    Mapping mapping = MappingFile.parse("m", MAPPING);

    String yaml = ReplayRegistry.scan(file, mapping, 2, 1).yaml();

    assertThat(yaml).contains("tag: \"PUMP-7\"", "name: \"Pump 9\"", "kind: \"counter\"");
    assertThat(yaml.substring(yaml.indexOf("gateways:")).replaceAll("\\s+", " "))
        .contains("id: \"replay-1\"")
        .contains("assets: - \"PUMP-7\" - \"PUMP-9\"")
        .contains("assets: - \"PUMP-8\"");
  }

  @Test
  void theWholeCmapssSetArrives() throws Exception {
    assumeThat(CMAPSS).exists();
    IntFunction<TinyServer.Answer> always = n -> TinyServer.Answer.ACKNOWLEDGE;
    try (TinyServer server = new TinyServer("pw", always)) {
      ReplayReport report = replay(server, MappingFile.load("cmapss"), CMAPSS, 4, 50);

      assertThat(report.rows()).isEqualTo(20_631);
      assertThat(report.brokenRows()).isZero();
      assertThat(report.lastRows()).hasSize(100);
      assertThat(report.readings()).isEqualTo(515_775);
      assertThat(stats.acknowledged()).isEqualTo(stats.published());
      Map<String, List<Double>> arrived = firstArrivals(server);
      assertThat(arrived).hasSize(2_500);
      assertThat(arrived.get("ENGINE-1/cycles")).hasSize(192).isSorted();
      System.out.printf("C-MAPSS: %,.0f readings/s%n", report.readingsPerSecond());
    }
  }

  private ReplayReport replay(
      TinyServer server, Mapping mapping, Path file, int gateways, int batch) throws Exception {
    Map<Integer, GatewayClient> clients = new HashMap<>();
    try {
      for (int number = 1; number <= gateways; number++) {
        GatewayClient client =
            new GatewayClient(
                GatewayOptions.of(server.url(), mapping.gatewayId(number), "pw"), stats);
        client.connect();
        clients.put(number, client);
      }
      Pacer pacer = new Pacer(Double.POSITIVE_INFINITY, System::nanoTime, Pause.SLEEP);
      return new Replay(mapping, clients, batch, pacer, System::nanoTime, new Listener())
          .run(file, Duration.ofMinutes(5));
    } finally {
      clients.values().forEach(GatewayClient::close);
    }
  }

  /** Values by asset and meter, in the order of arrival, each (asset, meter, time) once. */
  private static Map<String, List<Double>> firstArrivals(TinyServer server) {
    Map<String, List<Double>> arrived = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (String payload : server.acknowledged()) {
      for (JsonNode reading : JSON.readTree(payload).path("readings")) {
        String key = reading.path("asset").asString() + "/" + reading.path("meter").asString();
        if (seen.add(key + reading.path("time").asString())) {
          arrived
              .computeIfAbsent(key, k -> new ArrayList<>())
              .add(reading.path("value").asDouble());
        }
      }
    }
    return arrived;
  }

  private Path gzip(String text) throws Exception {
    Path file = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private final class Listener implements Replay.Listener {
    @Override
    public void row(double fraction, long readings) {
      assertThat(fraction).isBetween(0.0, 1.0);
    }

    @Override
    public void broken(String reason) {
      broken.add(reason);
    }
  }
}
