package io.millwright.sim.bench;

import io.millwright.sim.load.LoadFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** A site of a Camel route. */
final class PeerSite extends BenchSite {
  private final Path log;
  private final int heapMebibytes;
  private final List<String> arguments;
  private CamelPeer camel;

  /**
   * Starts everything.
   *
   * @param setup what sites have in common
   * @param name of the site: of its files and of its database
   * @param path how it commits, and how many messages in flight mosquitto is set to
   * @param fleet its meters are written into the peer's table
   * @param settings of the route
   */
  PeerSite(Setup setup, String name, Phase.Path path, LoadFleet fleet, CamelSettings settings)
      throws IOException, InterruptedException, SQLException {
    super(setup, name, path, fleet);
    PeerTables.create(database(), fleet);
    log = setup.folder().resolve(name + ".log");
    heapMebibytes = setup.heapMebibytes();
    int port = Objects.requireNonNull(broker()).port();
    arguments =
        List.of(
            "--broker=tcp://127.0.0.1:" + port,
            "--batch=" + (path.commitsEach() ? 1 : settings.batch()),
            "--consumers=" + settings.consumers(),
            "--writers=" + (path.commitsEach() ? 0 : settings.writers()));
    camel = new CamelPeer(database(), log, heapMebibytes, arguments);
  }

  @Override
  BenchConsumer consumer() {
    return camel;
  }

  @Override
  void killAndRestart() throws IOException, InterruptedException {
    camel.kill();
    camel = new CamelPeer(database(), log, heapMebibytes, arguments);
  }

  @Override
  String doubt() {
    return "see " + log;
  }
}
