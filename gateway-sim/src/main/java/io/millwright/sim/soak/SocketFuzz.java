package io.millwright.sim.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cases over real sockets against a real service, while a good gateway goes on publishing. Netty
 * watches every buffer of the service meanwhile, and its log must not fill with what others do.
 */
public final class SocketFuzz {
  private static final int CLIENTS = 4;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int MOST_LOG_LINES = 1_000;
  private static final int GROWTH_KIB = 32 << 10;
  private static final String REGISTRY =
      """
      assets:
        - {tag: CANARY, class: c, ownership: owned, meters: [{name: n, kind: gauge, unit: "1"}]}
        - {tag: F, class: c, ownership: owned, meters: [{name: m, kind: gauge, unit: "1"}]}
      gateways:
        - {id: canary, password: sings, assets: [CANARY]}
        - {id: fuzz, password: secret, assets: [F]}
      """;

  private final Fuzz fuzz;
  private final int cases;
  private final List<String> defects = Collections.synchronizedList(new ArrayList<>());

  /**
   * What happened.
   *
   * @param cases how many connections were made
   * @param canaries publishes of the good gateway that were acknowledged
   * @param unanswered those that were not
   * @param longestMillis the longest wait for one
   * @param left connections that were still counted at the end
   * @param logLines how much the service wrote
   * @param traces lines of it that belong to a stack trace or a leak
   * @param heapBefore KiB in use after a collection, before the first case
   * @param heapAfter KiB in use after a collection, at the end
   * @param defects what is not as it should be
   */
  public record Report(
      int cases,
      long canaries,
      long unanswered,
      long longestMillis,
      long left,
      long logLines,
      long traces,
      long heapBefore,
      long heapAfter,
      List<String> defects) {}

  /**
   * A run.
   *
   * @param fuzz makes the cases
   * @param cases how many
   */
  public SocketFuzz(Fuzz fuzz, int cases) {
    this.fuzz = fuzz;
    this.cases = cases;
  }

  /**
   * Starts a database and a service, and does it.
   *
   * @return what happened
   * @throws IOException when the service does not start
   * @throws SQLException when the database does not
   * @throws InterruptedException when interrupted
   */
  public Report run() throws IOException, SQLException, InterruptedException {
    Path folder = Files.createTempDirectory("millwright-fuzz-");
    Path log = folder.resolve("service.log");
    Path registry = Files.writeString(folder.resolve("registry.yaml"), REGISTRY);
    try (SoakDatabase database = new SoakDatabase();
        ServiceProcess service =
            new ServiceProcess(
                database.address(),
                log,
                List.of("-Xmx256m", "-Dio.netty.leakDetection.level=paranoid"))) {
      service.launch(
          List.of(
              "--registry",
              registry.toString(),
              "--connects-per-address",
              "0",
              "--connects-per-gateway",
              "0"));
      service.awaitReady();
      while (database.number("select count(*) from gateway") < 2) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      return against(service, log);
    } finally {
      Files.deleteIfExists(log);
      Files.deleteIfExists(registry);
      Files.deleteIfExists(folder);
    }
  }

  private Report against(ServiceProcess service, Path log)
      throws IOException, InterruptedException {
    try (Canary canary = new Canary(service.mqttPort(), "canary", "sings")) {
      connectAll(service.mqttPort(), 0, Math.min(cases, 500)); // classes are loaded by then
      long before = heapKib(service);
      connectAll(service.mqttPort(), Math.min(cases, 500), cases);
      canary.end();
      long left = awaitOnly(service, 1);
      long after = heapKib(service);
      List<String> lines = Files.readAllLines(log);
      long traces =
          lines.stream().filter(line -> line.startsWith("\tat ") || line.contains("LEAK")).count();
      check(canary.unanswered() == 0, "the good gateway was not answered within a minute");
      check(canary.acknowledged() > 0, "the good gateway was never answered");
      check(left == 1, (left - 1) + " connections are left behind");
      check(traces == 0, traces + " lines of stack traces or leaks: " + firstTrace(lines));
      check(lines.size() < MOST_LOG_LINES, "the log has " + lines.size() + " lines");
      check(after - before < GROWTH_KIB, "the heap grew by " + (after - before) + " KiB");
      check(service.isAlive(), "the service ended: " + service.lastWords());
      return new Report(
          cases,
          canary.acknowledged(),
          canary.unanswered(),
          canary.longestMillis(),
          left - 1,
          lines.size(),
          traces,
          before,
          after,
          List.copyOf(defects));
    }
  }

  private void check(boolean sound, String otherwise) {
    if (!sound) {
      defects.add(otherwise);
    }
  }

  private static String firstTrace(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("\tat ") || lines.get(i).contains("LEAK")) {
        return String.join("\n", lines.subList(Math.max(0, i - 2), Math.min(lines.size(), i + 8)));
      }
    }
    return "none";
  }

  private void connectAll(int port, int from, int to) throws InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(
          () -> {
            Mutator mutator = new Mutator(MqttPackets.conversations("fuzz", "secret"));
            for (int number = next.getAndIncrement();
                number < to;
                number = next.getAndIncrement()) {
              connect(port, number, fuzz.input(mutator, "sockets", number));
            }
          });
    }
    clients.shutdown();
    if (!clients.awaitTermination(1, TimeUnit.HOURS)) {
      defects.add("the clients do not end");
    }
  }

  /** The server has to end a connection whose client says no more. */
  private void connect(int port, int number, byte[] input) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(input);
      socket.shutdownOutput();
      InputStream answers = socket.getInputStream();
      byte[] sink = new byte[4096];
      int read = 0;
      while (read >= 0) {
        read = answers.read(sink);
      }
    } catch (SocketTimeoutException e) {
      defects.add("the connection of case " + number + " of 'sockets' is not ended");
    } catch (IOException closedAtOnce) {
      // Which is the shortest way to refuse it.
    }
  }

  private static long awaitOnly(ServiceProcess service, long expected) throws InterruptedException {
    double open = Double.NaN;
    for (int i = 0; i < 600; i++) {
      open = service.metric("millwright_mqtt_connections", "");
      if (open == expected) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return (long) open;
  }

  /** After a full collection, which jcmd asks for. */
  private static long heapKib(ServiceProcess service) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process collection =
        new ProcessBuilder(jcmd.toString(), String.valueOf(service.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    collection.waitFor();
    return (long) (service.metric("jvm_memory_used_bytes", "area=\"heap\"") / 1024);
  }
}
