package io.millwright.sim.soak;

import io.millwright.ingest.EventLoops;
import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.sim.standin.MeterBoard;
import io.millwright.sim.standin.Misbehaviour;
import io.millwright.sim.standin.StandIn;
import io.millwright.sim.standin.StandInKind;
import io.millwright.sim.standin.StandInOptions;
import io.millwright.sim.standin.TechnicianHabits;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What a run takes place in: a database server, services, gateways, and a CMMS and an FSM of which
 * every fifth request meets trouble.
 */
final class World implements AutoCloseable {
  private static final double TROUBLE = 0.2;
  private static final TechnicianHabits HABITS =
      new TechnicianHabits(
          Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(1), 0.03, 0.1);

  private final SoakOptions options;
  private final PumpWork work;
  private final Findings findings;
  private final Path folder;
  private final SoakDatabase database;
  private final Vertx vertx = EventLoops.start();
  private final List<ServiceProcess> services = new ArrayList<>();
  private final List<StandIn> targets = new ArrayList<>();
  private final SoakFleet fleet;

  /**
   * A world in which nothing runs but the database.
   *
   * @param mqttPort where gateways connect to; 0 when there is nobody
   * @param window how many messages of a gateway may be unacknowledged
   */
  World(
      SoakOptions options,
      SoakDatabase database,
      PumpWork work,
      IntSupplier mqttPort,
      int window,
      Findings findings)
      throws IOException {
    this.options = options;
    this.database = database;
    this.work = work;
    this.findings = findings;
    this.folder = Files.createTempDirectory("millwright-soak-");
    Files.writeString(folder.resolve("registry.yaml"), work.registry());
    try (InputStream plans =
        Objects.requireNonNull(World.class.getResourceAsStream("/soak/plans.yaml"))) {
      Files.copy(plans, folder.resolve("plans.yaml"));
    }
    this.fleet = new SoakFleet(work, new FleetState(mqttPort, options.gateways(), window));
  }

  /** A service that is not started yet. */
  ServiceProcess service(String name, DatabaseAddress address) throws IOException {
    ServiceProcess service =
        new ServiceProcess(address, folder.resolve(name + ".log"), options.jvm());
    services.add(service);
    return service;
  }

  /** Lets the CMMS and the FSM begin; their technicians report to that API. */
  void openTargets(URI api) {
    for (StandInKind kind : StandInKind.values()) {
      StandInOptions played =
          new StandInOptions(
              kind, 0, null, Misbehaviour.mixed(TROUBLE), HABITS, api, null, options.seed());
      targets.add(
          new StandIn(
                  vertx,
                  played,
                  InstantSource.system(),
                  InstantSource.system(),
                  MeterBoard.AS_IN_THE_ORDER,
                  (asset, time) -> {})
              .start()
              .toCompletionStage()
              .toCompletableFuture()
              .join());
    }
  }

  /** The arguments of {@code serve}. */
  List<String> arguments() {
    return List.of(
        "--plans",
        folder.resolve("plans.yaml").toString(),
        "--cmms",
        targets.get(0).url().toString(),
        "--fsm",
        targets.get(1).url().toString());
  }

  /** Starts a service on the empty database, and has it import the registry. */
  void begin(ServiceProcess service) throws IOException, SQLException, InterruptedException {
    List<String> arguments = new ArrayList<>(arguments());
    arguments.addAll(List.of("--registry", folder.resolve("registry.yaml").toString()));
    service.launch(arguments);
    service.awaitReady();
    while (database.number("select count(*) from gateway") < work.gateways()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    load();
  }

  /** Lets the gateways begin. */
  void load() {
    fleet.start();
    fleet.state().rate(options.rate());
  }

  SoakFleet fleet() {
    return fleet;
  }

  List<StandIn> targets() {
    return targets;
  }

  Path folder() {
    return folder;
  }

  /** The logs stay when something was found. */
  @Override
  public void close() {
    fleet.close();
    services.forEach(ServiceProcess::close);
    targets.forEach(target -> target.stop().toCompletionStage().toCompletableFuture().join());
    vertx.close().toCompletionStage().toCompletableFuture().join();
    if (findings.differences() > 0) {
      findings.say("The services' logs are in %s", folder);
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      findings.say("%s is left: %s", folder, e);
    }
  }
}
