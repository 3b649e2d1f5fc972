package io.millwright.sim.soak;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A good gateway that publishes all the time, and has to be acknowledged all the time. */
final class Canary implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int EVERY_MILLIS = 20;

  private final Socket socket;
  private final DataInputStream in;
  private final String gateway;
  private final Thread thread = new Thread(this::sing, "canary");
  private volatile boolean ended;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private volatile long longestNanos;

  Canary(int port, String gateway, String password) throws IOException {
    this.gateway = gateway;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    socket.getOutputStream().write(MqttPackets.goodConnect(gateway, password));
    byte[] connack = in.readNBytes(4);
    if (connack.length < 4 || connack[3] != 0) {
      throw new IOException("The good gateway is not let in");
    }
    thread.start();
  }

  private void sing() {
    for (int i = 0; !ended; i++) {
      try {
        long begin = System.nanoTime();
        socket
            .getOutputStream()
            .write(
                MqttPackets.goodPublish(
                    gateway,
                    1 + i % 60_000,
                    "{\"asset\":\"CANARY\",\"meter\":\"n\",\"time\":%d,\"value\":%d}"
                        .formatted(System.currentTimeMillis(), i)));
        if (in.readNBytes(4).length < 4) {
          throw new IOException("closed");
        }
        acknowledged.incrementAndGet();
        longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
      } catch (IOException e) {
        unanswered.incrementAndGet();
        return;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** Publishes without an answer; it stops at the first. */
  long unanswered() {
    return unanswered.get();
  }

  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos);
  }

  /** Ends it after the answer to its last publish. */
  void end() throws InterruptedException {
    ended = true;
    thread.join();
  }

  @Override
  public void close() throws IOException {
    ended = true;
    socket.close();
  }
}
