package io.millwright.sim.demo;

import io.millwright.ingest.EventLoops;
import io.millwright.ingest.Millwright;
import io.millwright.ingest.Settings;
import io.millwright.ingest.api.ApiOptions;
import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import io.millwright.ingest.dispatch.DispatchOptions;
import io.millwright.ingest.dispatch.Target;
import io.millwright.ingest.mqtt.endpoint.MqttSettings;
import io.millwright.ingest.mqtt.limit.MqttLimits;
import io.millwright.ingest.pipeline.PipelineOptions;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryReader;
import io.millwright.ingest.registry.RegistryRefused;
import io.millwright.rules.planfile.PlanException;
import io.millwright.sim.fleet.FleetFiles;
import io.millwright.sim.fleet.FleetModel;
import io.millwright.sim.fleet.FleetReport;
import io.millwright.sim.fleet.FleetRunner;
import io.millwright.sim.fleet.Site;
import io.millwright.sim.mqtt.ConnectFailure;
import io.millwright.sim.mqtt.GatewayFleet;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.orders.ListedOrder;
import io.millwright.sim.orders.OrderClient;
import io.millwright.sim.standin.Count;
import io.millwright.sim.standin.Misbehaviour;
import io.millwright.sim.standin.StandIn;
import io.millwright.sim.standin.StandInKind;
import io.millwright.sim.standin.StandInOptions;
import io.millwright.sim.standin.TechnicianHabits;
import io.millwright.sim.time.Pause;
import io.millwright.sim.time.SimClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * The whole main job in one process: a real database, the service, a CMMS and an FSM that
 * misbehave, and a fleet that lives through a week.
 */
final class Demo implements AutoCloseable {
  static final String DATABASE = "millwright_demo";
  private static final String SECRET = "whsec_bWlsbHdyaWdodC1kZW1vLXNlY3JldC0wMTIzNDU2Nzg5";
  private static final Duration ACK_PATIENCE = Duration.ofMinutes(3);
  private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(3);
  private static final TechnicianHabits HABITS =
      new TechnicianHabits(
          Duration.ofHours(1), Duration.ofHours(12), Duration.ofHours(4), 0.03, 0.2);

  private final DemoOptions options;
  private final RunningDatabase server;
  private final Vertx vertx = EventLoops.start();
  private final FleetModel model;
  private final DemoClock clock;
  private final StandIn cmms;
  private final StandIn fsm;
  private final Millwright service;
  private final OrderClient orders;

  /** Sets everything up; the simulated time starts to run. */
  Demo(DemoOptions options, Map<String, String> env)
      throws IOException, SQLException, PlanException, InvalidRegistry, RegistryRefused {
    this.options = options;
    server = Databases.fromEnvironment(options.db(), env).open("demo");
    server.recreateDatabase(DATABASE);
    model = new FleetModel(options.seed(), options.assets(), options.start());
    clock = new DemoClock(new SimClock(options.start(), options.speed(), System::nanoTime));
    int apiPort = DemoPort.near(8080);
    URI api = URI.create("http://127.0.0.1:" + apiPort);
    cmms = standIn(StandInKind.CMMS, api, 1);
    fsm = standIn(StandInKind.FSM, api, 2);
    service = Millwright.start(settings(apiPort), clock, new SplittableRandom(options.seed()));
    orders = new OrderClient(api, null);
    service
        .registry()
        .importAll(
            new RegistryReader(Map.of())
                .read(
                    "fleet.yaml",
                    RegistryFormat.YAML,
                    FleetFiles.registry(model).yaml().getBytes(StandardCharsets.UTF_8)));
  }

  private StandIn standIn(StandInKind kind, URI api, long seed) {
    StandInOptions played =
        new StandInOptions(
            kind,
            0,
            SECRET,
            options.trouble() == 0 ? Misbehaviour.NONE : Misbehaviour.mixed(options.trouble()),
            HABITS,
            api,
            null,
            options.seed() + seed);
    StandIn standIn =
        new StandIn(vertx, played, clock, InstantSource.system(), model::value, model::repaired);
    return standIn.start().toCompletionStage().toCompletableFuture().join();
  }

  private Settings settings(int apiPort) throws IOException {
    return new Settings(
        server.address().withDatabase(DATABASE),
        new MqttSettings("127.0.0.1", DemoPort.near(1883), null, 2, MqttLimits.DEFAULT),
        null,
        new ApiOptions("127.0.0.1", apiPort, null, ApiOptions.MAX_BODY),
        List.of(target("cmms", cmms.url()), target("fsm", fsm.url())),
        DispatchOptions.DEFAULTS,
        new PipelineOptions(2, 50_000, 8_192, Duration.ofSeconds(5), Duration.ofMillis(100)),
        new PlanSource(plans(), "demo/plans.yaml", "demo"),
        false,
        Duration.ofSeconds(5));
  }

  private static Target target(String name, URI url) {
    Target usual = Target.of(name, url.toString(), SECRET);
    return new Target(
        usual.name(), usual.uri(), usual.signature(), usual.concurrency(), Duration.ofSeconds(2));
  }

  private static String plans() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Demo.class.getResourceAsStream("/demo/plans.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Millwright service() {
    return service;
  }

  RunningDatabase server() {
    return server;
  }

  StandIn cmms() {
    return cmms;
  }

  StandIn fsm() {
    return fsm;
  }

  DemoClock clock() {
    return clock;
  }

  /** Lives through the week. */
  DemoReport week(DemoProgress progress)
      throws ConnectFailure, Unacknowledged, IOException, InterruptedException {
    URI mqtt = URI.create("tcp://127.0.0.1:" + service.mqttPort());
    List<String> names = model.sites().stream().map(Site::gateway).toList();
    try (GatewayFleet gateways = GatewayFleet.connect(mqtt, names, options.seed(), 64)) {
      FleetRunner runner =
          new FleetRunner(
              model,
              clock.fast(),
              gateways.clients(),
              gateways.stats(),
              Pause.SLEEP,
              (time, published, acknowledged) ->
                  progress.at(time, service.pipelineMetrics(), cmms.book(), fsm.book()));
      FleetReport fleet = runner.run(options.start().plus(options.span()), ACK_PATIENCE);
      progress.settling();
      List<ListedOrder> settled = orders.settled(SETTLE_PATIENCE);
      clock.slowDown();
      return report(fleet, settled, gateways.stats().latencies());
    }
  }

  private DemoReport report(
      FleetReport fleet, List<ListedOrder> settled, Histogram acknowledgements) {
    var counted = service.pipelineMetrics();
    var delivery = service.deliveryLatency().snapshot();
    // The runner returns only once every message is acknowledged.
    long distinct = fleet.readings() - fleet.repeatedReadings();
    return new DemoReport(
        new DemoReport.Readings(
            distinct,
            distinct,
            counted.storedReadings(),
            counted.duplicateReadings(),
            counted.quarantinedReadings()),
        fleet,
        settled,
        cmms.book().counted(Count.CREATED) + fsm.book().counted(Count.CREATED),
        cmms.book().counted(Count.DUPLICATES) + fsm.book().counted(Count.DUPLICATES),
        new DemoReport.Latency(
            acknowledgements.getValueAtPercentile(50) / 1e6,
            acknowledgements.getValueAtPercentile(99) / 1e6),
        new DemoReport.Latency(delivery.p50(), delivery.p99()));
  }

  @Override
  public void close() {
    service.close();
    cmms.stop().toCompletionStage().toCompletableFuture().join();
    fsm.stop().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    // Ours even if a demo that was killed had started it; a database given by URL is left alone.
    server.stop();
  }
}
