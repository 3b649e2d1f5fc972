package io.millwright.sim.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated gateway: holds each message until the server acknowledged it, over lost connections
 * and restarts of the server. One thread of its own connects and sends; {@link #publish} only adds
 * to the buffer.
 */
public final class GatewayClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayClient.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long FIRST_BACKOFF_MILLIS = 100;
  private static final long LONGEST_BACKOFF_MILLIS = 5_000;

  private final GatewayOptions options;
  private final GatewayStats stats;
  private final OutgoingQueue queue;
  private final Thread pump;
  private final CompletableFuture<Void> firstConnect = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition linkChanged = lock.newCondition();
  private volatile boolean linkUp = true;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean closed;

  /**
   * A gateway that is not connected yet.
   *
   * @param options how it connects
   * @param stats told what becomes of its messages
   */
  public GatewayClient(GatewayOptions options, GatewayStats stats) {
    this.options = options;
    this.stats = stats;
    this.queue = new OutgoingQueue(options.buffer());
    this.pump = new Thread(this::run, "gateway-" + options.gateway());
    this.pump.setDaemon(true);
  }

  /**
   * Connects, to be called once. Afterwards a lost connection is made again without a call.
   *
   * @throws ConnectFailure when the first attempt fails; the gateway is closed then
   * @throws InterruptedException when interrupted while waiting
   */
  public void connect() throws ConnectFailure, InterruptedException {
    pump.start();
    try {
      firstConnect.get();
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof ConnectFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Takes a message for publication with QoS 1; waits while the buffer is full.
   *
   * @param topic the topic
   * @param payload the bytes, not to be changed afterwards
   * @throws InterruptedException when interrupted while waiting
   */
  public void publish(String topic, byte[] payload) throws InterruptedException {
    queue.put(new Outgoing(topic, payload));
  }

  /** Cuts the network: messages stay in the buffer until {@link #linkUp}. */
  public void linkDown() {
    setLink(false);
  }

  /** Gives the network back. */
  public void linkUp() {
    setLink(true);
  }

  private void setLink(boolean up) {
    lock.lock();
    try {
      linkUp = up;
      if (!up) {
        cuts.incrementAndGet();
      }
      linkChanged.signalAll();
    } finally {
      lock.unlock();
    }
    queue.wake();
  }

  /**
   * Messages that are not acknowledged yet.
   *
   * @return the count, sent or not
   */
  public int pending() {
    return queue.size();
  }

  /**
   * Waits until everything published is acknowledged.
   *
   * @param limit how long to wait
   * @return false when something is still pending
   * @throws InterruptedException when interrupted while waiting
   */
  public boolean awaitDrained(Duration limit) throws InterruptedException {
    return queue.awaitEmpty(limit);
  }

  /** Disconnects. Messages still pending are lost, as with a gateway that is scrapped. */
  @Override
  public void close() {
    closed = true;
    queue.close();
    linkUp();
    try {
      pump.join(TimeUnit.SECONDS.toMillis(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long backoffMillis = FIRST_BACKOFF_MILLIS;
    try {
      while (!closed) {
        awaitLink();
        if (closed) {
          return;
        }
        int cutsBefore = cuts.get();
        try {
          PahoConnection connection = PahoConnection.open(options, this::answered, queue::wake);
          backoffMillis = FIRST_BACKOFF_MILLIS;
          stats.connected();
          firstConnect.complete(null);
          sendOver(connection, cutsBefore);
        } catch (ConnectFailure e) {
          if (firstConnect.completeExceptionally(e)) {
            return;
          }
          log.info("{}; trying again in {} ms", e.getMessage(), backoffMillis);
          awaitBackoff(backoffMillis);
          backoffMillis = Math.min(LONGEST_BACKOFF_MILLIS, backoffMillis * 2);
        }
      }
    } catch (InterruptedException e) {
      log.debug("Gateway {} interrupted", options.gateway());
    }
  }

  /** Sends until the link is cut, however briefly, or the connection ends by itself. */
  private void sendOver(PahoConnection connection, int cutsBefore) throws InterruptedException {
    try {
      while (!closed && cuts.get() == cutsBefore && connection.isUp()) {
        Outgoing message = queue.next(connection.window(), PATIENCE);
        if (message != null) {
          stats.sent(message.sent(System.nanoTime()));
          connection.publish(message);
        }
      }
    } catch (MqttException e) {
      log.debug("Gateway {}: sending failed: {}", options.gateway(), e.getMessage());
    } finally {
      if (cuts.get() == cutsBefore) {
        connection.close();
      } else {
        connection.cut();
      }
      queue.rewind();
    }
  }

  private void answered(Outgoing message, int reason) {
    long now = System.nanoTime();
    queue.acknowledge(
        message, () -> stats.answered(options.gateway(), reason, now - message.firstSentNanos()));
  }

  private void awaitLink() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!linkUp && !closed) {
        linkChanged.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitBackoff(long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      while (!closed && left > 0) {
        left = linkChanged.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
