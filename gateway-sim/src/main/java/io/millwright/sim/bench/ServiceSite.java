package io.millwright.sim.bench;

import io.millwright.sim.contract.SimPassword;
import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.load.LoadRegistration;
import io.millwright.sim.wire.WireOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A site of Millwright's own service. */
final class ServiceSite extends BenchSite {
  private static final long STAGGER_SEED = 1;

  private final String password = SimPassword.of(0, "bench");
  private final Path log;
  private final List<String> jvm;
  private final List<String> arguments;
  private final double registrationSeconds;
  private BenchService service;

  /**
   * Starts everything and registers the fleet.
   *
   * @param setup what sites have in common
   * @param name of the site: of its files and of its database
   * @param path whether a broker is in front, and how many messages in flight it is set to
   * @param fleet is registered
   * @param jvm further options of the service's JVM
   * @param serve further arguments of the service
   */
  ServiceSite(
      Setup setup,
      String name,
      Phase.Path path,
      LoadFleet fleet,
      List<String> jvm,
      List<String> serve)
      throws IOException, InterruptedException, SQLException {
    super(setup, name, path, fleet);
    Path plans = Files.writeString(setup.folder().resolve(name + "-plans.yaml"), BenchPlans.YAML);
    this.log = setup.folder().resolve(name + ".log");
    this.jvm = new ArrayList<>(jvm);
    this.jvm.add("-Xmx" + setup.heapMebibytes() + "m");
    arguments = new ArrayList<>(serve);
    arguments.add("--plans=" + plans);
    Mosquitto broker = broker();
    if (broker != null) {
      arguments.add("--broker=tcp://127.0.0.1:" + broker.port());
    }
    service = new BenchService(database().address(), log, this.jvm, arguments);
    long begin = System.nanoTime();
    register(fleet);
    registrationSeconds = (System.nanoTime() - begin) / 1e9;
  }

  /** How long it took to register the fleet. */
  double registrationSeconds() {
    return registrationSeconds;
  }

  void register(LoadFleet other) throws IOException, InterruptedException {
    new LoadRegistration(service.api(), null).register(other, password);
  }

  /** Puts the meters of the fleet out of step. */
  void stagger() throws SQLException {
    EarlierReadings earlier =
        new EarlierReadings(database().meters(fleet()), new Random(STAGGER_SEED));
    try (Connection connection = database().connect()) {
      earlier.write(connection, Instant.now());
    }
    copied(earlier.total());
  }

  @Override
  BenchConsumer consumer() {
    return service;
  }

  @Override
  void killAndRestart() throws IOException, InterruptedException {
    service.kill();
    service = new BenchService(database().address(), log, jvm, arguments);
  }

  @Override
  WireOptions options(String gateway) {
    return broker() == null
        ? WireOptions.gateway("127.0.0.1", service.mqttPort(), gateway, password)
        : super.options(gateway);
  }

  @Override
  String doubt() throws IOException, InterruptedException, SQLException {
    return String.format(
        "%,d came twice, %,d are in quarantine",
        Math.round(service.metric("millwright_readings_total{outcome=\"duplicate\"}")),
        database().number("select count(*) from quarantine"));
  }
}
