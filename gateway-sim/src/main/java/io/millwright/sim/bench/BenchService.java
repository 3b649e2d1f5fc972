package io.millwright.sim.bench;

import io.millwright.ingest.database.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code millwright serve} as a process of its own. */
final class BenchService implements BenchConsumer {
  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int mqttPort;
  private final URI api;

  /**
   * Starts it and waits until it is ready.
   *
   * @param database an empty one
   * @param log takes its output
   * @param jvmOptions of its JVM
   * @param arguments of {@code serve}, besides database and ports
   * @throws IOException when it does not start; the message has its output
   * @throws InterruptedException when interrupted
   */
  BenchService(DatabaseAddress database, Path log, List<String> jvmOptions, List<String> arguments)
      throws IOException, InterruptedException {
    mqttPort = freePort();
    api = URI.create("http://127.0.0.1:" + freePort());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlogback.configurationFile=logback-json.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "io.millwright.ingest.cli.Main",
            "serve",
            "--mqtt-port=" + mqttPort,
            "--api-port=" + api.getPort()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("MILLWRIGHT_"));
    env.put("MILLWRIGHT_DB_URL", database.jdbcUrl());
    env.put("MILLWRIGHT_DB_USER", database.user());
    env.put("MILLWRIGHT_DB_PASSWORD", database.password());
    process = builder.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("The service does not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/readyz").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // The service closes a connection that was idle for a while, maybe at this very moment.
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  int mqttPort() {
    return mqttPort;
  }

  URI api() {
    return api;
  }

  /**
   * The sum of the samples of a metric.
   *
   * @param start how their lines begin: the name, and labels as far as they matter
   */
  double metric(String start) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public long stored() throws IOException, InterruptedException {
    return Math.round(metric("millwright_readings_total{outcome=\"stored\"}"));
  }

  @Override
  public double heapMebibytes() throws IOException, InterruptedException {
    return metric("jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
  }

  @Override
  public Process process() {
    return process;
  }

  @Override
  public int stopSeconds() {
    return STOP_SECONDS;
  }
}
