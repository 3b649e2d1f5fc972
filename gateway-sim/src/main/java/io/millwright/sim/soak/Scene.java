package io.millwright.sim.soak;

import io.millwright.ingest.database.DatabaseAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A world with one service, under load. */
final class Scene implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final SoakDatabase database;
  private final Findings findings;
  private final World world;
  private final ServiceProcess service;

  /**
   * Lets everything begin.
   *
   * @param address the database as the service sees it
   * @param window how many messages of a gateway may be unacknowledged
   */
  Scene(
      SoakOptions options,
      SoakDatabase database,
      DatabaseAddress address,
      PumpWork work,
      int window,
      Findings findings)
      throws IOException, SQLException, InterruptedException {
    this.database = database;
    this.findings = findings;
    AtomicInteger port = new AtomicInteger();
    world = new World(options, database, work, port::get, window, findings);
    service = world.service("service", address);
    port.set(service.mqttPort());
    boolean begun = false;
    try {
      world.openTargets(service.api());
      world.begin(service);
      begun = world.fleet().awaitAcknowledged(1, PATIENCE);
      if (!begun) {
        throw new IOException("Nothing was acknowledged at the start:\n" + service.lastWords());
      }
    } finally {
      if (!begun) {
        world.close();
      }
    }
  }

  World world() {
    return world;
  }

  SoakFleet fleet() {
    return world.fleet();
  }

  FleetState state() {
    return world.fleet().state();
  }

  ServiceProcess service() {
    return service;
  }

  /** Waits for the next acknowledgement and says how long after a moment it came. */
  Duration awaitNextAcknowledgement(long sinceNanos) throws InterruptedException {
    if (!world.fleet().awaitAcknowledged(1, PATIENCE)) {
      findings.differs("no acknowledgement within %s", PATIENCE);
    }
    return Timings.since(sinceNanos);
  }

  /** What /readyz says while something is wrong: the checks that fail. */
  String complaint() throws InterruptedException {
    return service
        .readiness()
        .map(answer -> answer.statusCode() == 200 ? "ready" : Complaint.of(answer.body()))
        .orElse("no answer");
  }

  /** Fails the run when the service has ended by itself. */
  void expectAlive() throws IOException {
    if (!service.isAlive()) {
      throw new IOException("The service has ended by itself:\n" + service.lastWords());
    }
  }

  /** Lets the load go on for a while. */
  void live(long millis) throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
    expectAlive();
  }

  /** Lets everything come to rest, and compares. */
  void conclude() throws IOException, SQLException, InterruptedException {
    expectAlive();
    new Audit(database, world, findings).conclude(service::stop);
  }

  @Override
  public void close() {
    world.close();
  }
}
