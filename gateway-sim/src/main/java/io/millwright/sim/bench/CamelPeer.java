package io.millwright.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Camel route of {@code gateway-sim/peers} as a process of its own. */
final class CamelPeer implements BenchConsumer {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final BenchDatabase database;

  /**
   * Starts it and waits until it is subscribed.
   *
   * @param database has the tables
   * @param log takes its output
   * @param heapMebibytes its -Xmx
   * @param arguments of the route
   * @throws IOException when it does not start; the message has its output
   * @throws InterruptedException when interrupted
   */
  CamelPeer(BenchDatabase database, Path log, int heapMebibytes, List<String> arguments)
      throws IOException, InterruptedException {
    this.database = database;
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMebibytes + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            classPath(),
            "io.millwright.peers.camel.CamelConsumer");
    builder.command().addAll(arguments);
    Files.deleteIfExists(log);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    env.put("PEER_DB_URL", database.address().jdbcUrl());
    env.put("PEER_DB_USER", database.address().user());
    env.put("PEER_DB_PASSWORD", database.address().password());
    process = builder.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!Files.readString(log).lines().anyMatch("ready"::equals)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("Camel does not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Built by the launcher only when it is asked for, and never part of Millwright. */
  private static String classPath() throws IOException {
    Path target = Path.of(System.getProperty("millwright.home", "."), "gateway-sim/peers/target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new IOException(
          "The peer is not built: start it as ./millwright bench ingest --peer camel, or build it"
              + " with mvn -Ppeers -pl gateway-sim/peers package");
    }
    return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
  }

  @Override
  public long stored() throws IOException {
    try {
      return database.number("select count(*) from reading");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public double heapMebibytes() {
    return Double.NaN;
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
