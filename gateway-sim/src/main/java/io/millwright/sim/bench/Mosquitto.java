package io.millwright.sim.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A mosquitto of the benchmark's own, on loopback, without persistence. */
final class Mosquitto implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
  private static final int ATTEMPTS = 100;

  private final Process process;
  private final int port;

  /**
   * Starts it.
   *
   * @param folder for its configuration and log
   * @param inFlight messages in flight to a client; 0: its default, which is 20
   */
  Mosquitto(Path folder, int inFlight) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    // By default it drops what it has acknowledged once 1,000 messages wait for a subscriber.
    Path configuration = folder.resolve("mosquitto-" + port + ".conf");
    Files.writeString(
        configuration,
        "listener "
            + port
            + " 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n"
            + (inFlight == 0 ? "" : "max_inflight_messages " + inFlight + "\n"));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto-" + port + ".log").toFile())
            .start();
    for (int i = 0; !answers(); i++) {
      if (i == ATTEMPTS || !process.isAlive()) {
        process.destroyForcibly();
        throw new IOException(
            "mosquitto does not start: "
                + Files.readString(folder.resolve("mosquitto-" + port + ".log")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
