package io.millwright.ingest.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One private PostgreSQL server with data of its own. Safe for several threads and processes at
 * once: they take turns by a lock on the instance.
 */
final class Cluster {
  /** The only instance whose data may be lost with the machine's power. */
  private static final String EXPENDABLE = "test";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final int START_ATTEMPTS = 3;

  private final String instance;
  private final PrivatePrograms programs;
  private final ServiceUser user;
  private final ClusterData files;
  private final CacheLock lock;

  Cluster(String instance, CacheFolder cache, PrivatePrograms programs, ServiceUser user) {
    this.instance = instance;
    this.programs = programs;
    this.user = user;
    this.files = new ClusterData(cache.cluster(instance), user);
    this.lock = new CacheLock(cache.cluster(instance + ".lock"));
  }

  /**
   * Uses the running server, else starts one and waits until it answers.
   *
   * @throws IOException with PostgreSQL's last words
   */
  RunningDatabase start() throws IOException {
    return lock.holding(this::findOrLaunch);
  }

  private RunningDatabase findOrLaunch() throws IOException {
    Optional<PostmasterPid> running = running();
    if (running.isPresent() && answers(running.get())) {
      return database(running.get().port(), false);
    }
    Files.deleteIfExists(PostmasterPid.file(files.data()));
    files.ensureInitialized(programs);
    files.writeSettings(!instance.equals(EXPENDABLE));
    return database(launch(), true);
  }

  /** The server if it runs and answers now. */
  Optional<RunningDatabase> find() throws IOException {
    Optional<PostmasterPid> running = running();
    return running.isPresent() && running.get().port() > 0
        ? Optional.of(database(running.get().port(), false))
        : Optional.empty();
  }

  /** Rolls open transactions back and stops the server; does nothing when none runs. */
  void stop() throws IOException {
    lock.holding(
        () ->
            running().isEmpty()
                ? ""
                : HostCommand.require(
                    files.folder(),
                    STOP_LIMIT.plusSeconds(5),
                    pgCtl("stop", "--mode=fast", "--timeout=" + STOP_LIMIT.toSeconds())));
  }

  private Optional<PostmasterPid> running() throws IOException {
    return PostmasterPid.read(files.data()).filter(pid -> pid.isServerOf(files.data()));
  }

  /** A server that is there but shutting down or still recovering is waited for. */
  private boolean answers(PostmasterPid server) throws IOException {
    boolean answered =
        new DatabaseAdmin(address(server.port()))
            .answersWithin(START_LIMIT, () -> server.isServerOf(files.data()));
    if (!answered && server.isServerOf(files.data())) {
      throw new IOException(
          "the server of process " + server.pid() + " does not answer; see " + files.log());
    }
    return answered;
  }

  private int launch() throws IOException {
    IOException failure = new IOException("not started");
    int port = files.lastPort();
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      port = freePort(port);
      try {
        HostCommand.require(
            files.folder(),
            START_LIMIT.plusSeconds(5),
            pgCtl(
                "start",
                "--log=" + files.log(),
                "--timeout=" + START_LIMIT.toSeconds(),
                "--options=-p " + port));
        files.rememberPort(port);
        return port;
      } catch (IOException e) {
        // Another program may have taken the port since we looked.
        failure = new IOException("starting PostgreSQL failed: " + lastLogLines(e), e);
        port = 0;
      }
    }
    throw failure;
  }

  private String lastLogLines(IOException e) throws IOException {
    if (!Files.isReadable(files.log())) {
      return String.valueOf(e.getMessage());
    }
    List<String> lines = Files.readAllLines(files.log());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 4), lines.size()))
        + "\n(log: "
        + files.log()
        + ")";
  }

  private static int freePort(int wish) throws IOException {
    try (ServerSocket probe = new ServerSocket(wish, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      if (wish == 0) {
        throw e;
      }
      return freePort(0);
    }
  }

  private List<String> pgCtl(String action, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                programs.program("pg_ctl").toString(), action, "--wait", "-D", "" + files.data()));
    command.addAll(List.of(options));
    return user.command(command);
  }

  private DatabaseAddress address(int port) throws IOException {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/millwright",
        ClusterData.ADMIN,
        files.password(),
        PrivateTimescale.ORIGIN);
  }

  private RunningDatabase database(int port, boolean startedHere) throws IOException {
    return new RunningDatabase(
        address(port), startedHere, this::stopOrExplain, programs.program("psql"));
  }

  private void stopOrExplain() {
    try {
      stop();
    } catch (IOException e) {
      throw new DatabaseUnavailableException(
          "Could not stop the private TimescaleDB '" + instance + "': " + e.getMessage(), e);
    }
  }
}
