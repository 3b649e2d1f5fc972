package io.millwright.sim.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millwright.ingest.Millwright;
import io.millwright.ingest.Settings;
import io.millwright.ingest.api.ApiOptions;
import io.millwright.ingest.dispatch.DispatchOptions;
import io.millwright.ingest.dispatch.Target;
import io.millwright.ingest.mqtt.endpoint.MqttSettings;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryReader;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.sim.mqtt.GatewayClient;
import io.millwright.sim.mqtt.GatewayFleet;
import io.millwright.sim.orders.ListedOrder;
import io.millwright.sim.orders.OrderClient;
import io.millwright.sim.replay.LeadTable;
import io.millwright.sim.replay.Mapping;
import io.millwright.sim.replay.MappingFile;
import io.millwright.sim.replay.Replay;
import io.millwright.sim.replay.ReplayRegistry;
import io.millwright.sim.replay.ReplayReport;
import io.millwright.sim.standin.Count;
import io.millwright.sim.standin.MeterBoard;
import io.millwright.sim.standin.Misbehaviour;
import io.millwright.sim.standin.StandIn;
import io.millwright.sim.standin.StandInKind;
import io.millwright.sim.standin.StandInOptions;
import io.millwright.sim.standin.TechnicianHabits;
import io.millwright.sim.time.Pacer;
import io.millwright.sim.time.Pause;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Real run-to-failure data through everything: MQTT, fold, TimescaleDB, CMMS and back. The number
 * of inspections is computed from the file in another way.
 */
class CmapssIT {
  private static final Path FILE = Path.of("../../shared/data/cmapss/train_FD001.txt.gz");
  private static final int GATEWAYS = 4;
  private static final String SECRET = "whsec_bWlsbHdyaWdodC10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5";

  @Test
  void everyReadingIsStoredOnceAndEveryInspectionIsOrdered() throws Exception {
    assumeThat(FILE).as("the shared data set").exists();
    Vertx vertx = Vertx.vertx();
    int apiPort = freePort();
    URI api = URI.create("http://127.0.0.1:" + apiPort);
    StandIn cmms =
        new StandIn(
            vertx,
            cmmsOptions(api),
            Clock.systemUTC(),
            Clock.systemUTC(),
            MeterBoard.AS_IN_THE_ORDER,
            (asset, time) -> {});
    cmms.start().toCompletionStage().toCompletableFuture().get();
    try (TestDatabase database = TestDatabase.fresh();
        Millwright service =
            Millwright.start(
                settings(database, apiPort, cmms.url()),
                Clock.systemUTC(),
                new SplittableRandom(1))) {
      Mapping mapping = MappingFile.load("cmapss");
      service
          .registry()
          .importAll(
              new RegistryReader(Map.of())
                  .read(
                      "cmapss",
                      RegistryFormat.YAML,
                      ReplayRegistry.scan(FILE, mapping, GATEWAYS, 1)
                          .yaml()
                          .getBytes(StandardCharsets.UTF_8)));

      ReplayReport report = replay(mapping, service.mqttPort());
      List<ListedOrder> orders = new OrderClient(api, null).settled(Duration.ofMinutes(10));

      LeadTable.print(
          orders,
          report.lastRows(),
          mapping.time(),
          new PrintWriter(System.out, true, StandardCharsets.UTF_8));
      System.out.printf("C-MAPSS end to end: %,.0f readings/s%n", report.readingsPerSecond());
      assertThat(report.readings()).isEqualTo(515_775);
      assertThat(storedReadings(database)).isEqualTo(515_775);
      assertThat(count(orders, "inspect-50")).isEqualTo(inspectionsInTheFile());
      assertThat(count(orders, "lpt-outlet-hot")).isEqualTo(100);
      assertThat(count(orders, "hpc-pressure-high")).isEqualTo(100);
      assertThat(cmms.book().counted(Count.CREATED)).isEqualTo(orders.size());
      assertThat(cmms.book().counted(Count.DUPLICATES)).isZero();
    } finally {
      cmms.stop().toCompletionStage().toCompletableFuture().get();
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private static StandInOptions cmmsOptions(URI api) {
    return new StandInOptions(
        StandInKind.CMMS,
        0,
        SECRET,
        Misbehaviour.NONE,
        TechnicianHabits.USUAL.faster(1e6),
        api,
        null,
        1);
  }

  private static Settings settings(TestDatabase database, int apiPort, URI cmms)
      throws IOException {
    String plans;
    try (var in =
        Objects.requireNonNull(CmapssIT.class.getResourceAsStream("/mappings/cmapss-plans.yaml"))) {
      plans = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return new Settings(
        database.address(),
        new MqttSettings("127.0.0.1", 0, null, 2, MqttLimits.DEFAULT),
        null,
        new ApiOptions("127.0.0.1", apiPort, null, ApiOptions.MAX_BODY),
        List.of(Target.of("cmms", cmms.toString(), SECRET), Target.of("fsm", null, null)),
        DispatchOptions.DEFAULTS,
        PipelineOptions.DEFAULT,
        new PlanSource(plans, "cmapss-plans.yaml", "test"),
        false,
        Duration.ofMinutes(5));
  }

  private static ReplayReport replay(Mapping mapping, int port) throws Exception {
    List<String> ids = IntStream.rangeClosed(1, GATEWAYS).mapToObj(mapping::gatewayId).toList();
    try (GatewayFleet fleet =
        GatewayFleet.connect(URI.create("tcp://127.0.0.1:" + port), ids, 1, 64)) {
      Map<Integer, GatewayClient> numbered = new TreeMap<>();
      ids.forEach(id -> numbered.put(numbered.size() + 1, fleet.clients().get(id)));
      Pacer unpaced = new Pacer(Double.POSITIVE_INFINITY, System::nanoTime, Pause.SLEEP);
      return new Replay(mapping, numbered, 50, unpaced, System::nanoTime, new Silent())
          .run(FILE, Duration.ofMinutes(10));
    }
  }

  private static final class Silent implements Replay.Listener {
    @Override
    public void row(double fraction, long readings) {}

    @Override
    public void broken(String reason) {
      throw new AssertionError(reason);
    }
  }

  private static long count(List<ListedOrder> orders, String rule) {
    return orders.stream().filter(order -> order.rule().equals(rule)).count();
  }

  private static long storedReadings(TestDatabase database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from reading")) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Whole fifties in each engine's last cycle. */
  private static long inspectionsInTheFile() throws IOException {
    Map<String, Integer> cycles = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.trim().split(" +", 3);
        cycles.merge(cells[0], Integer.parseInt(cells[1]), Math::max);
      }
    }
    return cycles.values().stream().mapToLong(last -> last / 50).sum();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
