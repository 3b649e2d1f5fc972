package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The second way: a container of the Community edition, published on a free loopback port. The
 * container keeps its data over a stop; {@code docker rm -v} by the user removes it.
 *
 * <p>The project's build machines have a Docker client but no engine, so this way is tried there
 * against a stand-in for the client only.
 */
final class DockerTimescale implements DatabaseWay {
  static final String IMAGE = "timescale/timescaledb:2.19.3-pg17";

  private static final String ORIGIN = "docker";
  private static final String PASSWORD_VARIABLE = "POSTGRES_PASSWORD=";
  private static final Path ANY_FOLDER = Path.of("/");
  private static final Duration QUICK = Duration.ofSeconds(4);
  private static final Duration ENOUGH = Duration.ofSeconds(60);
  private static final Duration PULL = Duration.ofMinutes(10);

  private final String client;
  private final Consumer<String> progress;

  /**
   * @param client the docker program, found through PATH unless it is a path
   */
  DockerTimescale(String client, Consumer<String> progress) {
    this.client = client;
    this.progress = progress;
  }

  @Override
  public String origin() {
    return ORIGIN;
  }

  @Override
  public String invitation() {
    return "Docker: start an engine that 'docker info' can reach";
  }

  @Override
  public RunningDatabase open(String instance) throws WayUnavailableException {
    requireEngine();
    String container = container(instance);
    try {
      boolean startedHere = !isRunning(container);
      if (startedHere) {
        progress.accept("Starting TimescaleDB in the Docker container " + container + " ...");
        start(container);
      }
      DatabaseAddress address = address(container);
      if (!new DatabaseAdmin(address).answersWithin(ENOUGH, () -> true)) {
        throw new WayUnavailableException(
            "The container "
                + container
                + " does not answer; 'docker logs "
                + container
                + "' says why.");
      }
      return running(container, address, startedHere);
    } catch (IOException e) {
      throw new WayUnavailableException(
          "The engine answers, but the container failed: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<RunningDatabase> find(String instance) {
    String container = container(instance);
    try {
      requireEngine();
      return isRunning(container)
          ? Optional.of(running(container, address(container), false))
          : Optional.empty();
    } catch (IOException | WayUnavailableException e) {
      return Optional.empty();
    }
  }

  private void requireEngine() throws WayUnavailableException {
    try {
      docker(QUICK, "info", "--format", "{{.ServerVersion}}");
    } catch (IOException e) {
      throw new WayUnavailableException("No Docker engine answers: " + e.getMessage(), e);
    }
  }

  private boolean isRunning(String container) throws IOException {
    return docker(ENOUGH, "ps", "--quiet", "--filter", "name=^" + container + "$").length() > 0;
  }

  private void start(String container) throws IOException {
    if (!docker(ENOUGH, "ps", "--all", "--quiet", "--filter", "name=^" + container + "$")
        .isEmpty()) {
      docker(ENOUGH, "start", container);
      return;
    }
    docker(
        PULL,
        "run",
        "-d",
        "--name",
        container,
        "-p",
        "127.0.0.1::5432",
        "-e",
        PASSWORD_VARIABLE + RandomPassword.next(),
        "-e",
        "TIMESCALEDB_TELEMETRY=off",
        IMAGE);
  }

  /** The engine is asked each time: it picks another port whenever the container starts. */
  private DatabaseAddress address(String container) throws IOException {
    String port = docker(ENOUGH, "port", container, "5432/tcp").lines().findFirst().orElse("");
    String password =
        docker(
                ENOUGH,
                "inspect",
                "--format",
                "{{range .Config.Env}}{{println .}}{{end}}",
                container)
            .lines()
            .filter(line -> line.startsWith(PASSWORD_VARIABLE))
            .map(line -> line.substring(PASSWORD_VARIABLE.length()))
            .findFirst()
            .orElseThrow(() -> new IOException("it has no " + PASSWORD_VARIABLE));
    return new DatabaseAddress(
        "jdbc:postgresql://" + port + "/millwright", "postgres", password, ORIGIN);
  }

  private RunningDatabase running(String container, DatabaseAddress address, boolean startedHere) {
    return new RunningDatabase(address, startedHere, () -> stop(container), null);
  }

  private void stop(String container) {
    try {
      docker(ENOUGH, "stop", container);
    } catch (IOException e) {
      throw new DatabaseUnavailableException("Could not stop " + container + ": " + e, e);
    }
  }

  private String docker(Duration limit, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(client));
    command.addAll(List.of(arguments));
    return HostCommand.require(ANY_FOLDER, limit, command);
  }

  private static String container(String instance) {
    return "millwright-timescaledb-" + instance;
  }
}
