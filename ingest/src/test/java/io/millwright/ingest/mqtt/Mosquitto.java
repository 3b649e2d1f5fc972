package io.millwright.ingest.mqtt;

import io.millwright.ingest.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real broker of the test's own, that can be stopped and started again on its port. */
public final class Mosquitto implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

  private final Path folder;
  private final int port;
  private Process process;

  public Mosquitto(Path folder) throws IOException {
    this(folder, "");
  }

  /** With further lines for its listener. */
  public Mosquitto(Path folder, String listener) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(BINARY),
        "No " + BINARY + " here: apt-get install mosquitto runs this test too");
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        """
        listener %d 127.0.0.1
        %s
        allow_anonymous true
        persistence true
        persistence_location %s/
        max_queued_messages 0
        user root
        """
            .formatted(port, listener, folder));
    process = launch();
  }

  public int port() {
    return port;
  }

  /** Ends the broker, which writes down what it keeps for its sessions. */
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(1, TimeUnit.MINUTES);
  }

  public void start() throws IOException {
    process = launch();
  }

  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(BINARY.toString(), "-c", folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    Eventually.await().until(this::answers);
    return started;
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
    process.destroyForcibly();
  }
}
