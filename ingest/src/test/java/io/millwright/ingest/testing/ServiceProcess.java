package io.millwright.ingest.testing;

import io.millwright.ingest.cli.Main;
import io.millwright.ingest.database.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code millwright serve} as a process of its own, which can be killed and started again. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final long END_PATIENCE_SECONDS = 90;

  private final DatabaseAddress database;
  private final List<String> arguments;
  private final Path log;
  private final int mqttPort = freePort();
  private final int apiPort = freePort();
  private final ApiCalls api;
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Process process;

  /**
   * A service that is not started yet.
   *
   * @param log where its output is appended
   * @param arguments of {@code serve}, besides database and ports
   */
  public ServiceProcess(DatabaseAddress database, Path log, String... arguments)
      throws IOException {
    this.database = database;
    this.log = log;
    this.api = new ApiCalls(apiPort);
    this.arguments =
        new ArrayList<>(
            List.of("--mqtt-port", "" + mqttPort, "--api-port", "" + apiPort, "--shards", "2"));
    this.arguments.addAll(List.of(arguments));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Sets a variable of its environment, such as a secret, for starts from now on. */
  public ServiceProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts it and waits until it is ready; returns how long that took. */
  public Duration start(String... further) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    launch(further);
    return awaitReady(begin);
  }

  /** Starts it beside one that works, and waits until it stands by. */
  public void startStandby(String... further) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    launch(further);
    while (!isStandingBy()) {
      insist(begin);
    }
  }

  /** Starts it and waits until gateways can connect, ready or not. */
  public void startListening() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    launch();
    while (!isListening() || !isActive()) {
      insist(begin);
    }
  }

  /** Whether its API is the service's, and no longer that of a process that is starting. */
  private boolean isActive() throws InterruptedException {
    try {
      return api.get("/v1/assets").status() != 503;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until it is ready; returns how long that took from a System.nanoTime() on. */
  public Duration awaitReady(long begin) throws IOException, InterruptedException {
    while (!isReady()) {
      insist(begin);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void insist(long begin) throws IOException, InterruptedException {
    Duration waited = Duration.ofNanos(System.nanoTime() - begin);
    if (process == null || !process.isAlive() || waited.compareTo(START_PATIENCE) > 0) {
      throw new IllegalStateException("It does not start:\n" + Files.readString(log));
    }
    TimeUnit.MILLISECONDS.sleep(20);
  }

  private void launch(String... further) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Dlogback.configurationFile=logback-text.xml",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "serve"));
    command.addAll(arguments);
    command.addAll(List.of(further));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
    Map<String, String> env = builder.environment();
    env.put("MILLWRIGHT_DB_URL", database.jdbcUrl());
    env.put("MILLWRIGHT_DB_USER", database.user());
    env.put("MILLWRIGHT_DB_PASSWORD", database.password());
    env.putAll(environment);
    process = builder.start();
  }

  private boolean isStandingBy() {
    try {
      ApiCalls.Reply ready = api.get("/readyz");
      return ready.status() == 503 && ready.text().contains("standby");
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isReady() {
    try {
      return api.get("/readyz").status() == 200 && isListening();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody answers at its MQTT port. */
  public boolean isListening() {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), mqttPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Sends a signal, such as STOP or CONT. */
  public void signal(String name) throws IOException, InterruptedException {
    if (process != null) {
      new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
    }
  }

  /** Waits for it to end by itself; returns its exit code. */
  public int awaitExit() throws IOException, InterruptedException {
    if (process == null || !process.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It does not end:\n" + Files.readString(log));
    }
    return process.exitValue();
  }

  /** SIGTERM, and its end; fails when it does not end by itself. */
  public void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("It did not stop within 90 s");
      }
    }
  }

  public int apiPort() {
    return apiPort;
  }

  public int mqttPort() {
    return mqttPort;
  }

  public ApiCalls api() {
    return api;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
