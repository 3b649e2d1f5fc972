package io.millwright.ingest.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A gateway that keeps what is not acknowledged and sends it again, in its order, after each loss
 * of the connection. One thread sends; Paho's threads tell what was acknowledged.
 */
public final class StubbornGateway implements AutoCloseable {
  private static final int IN_FLIGHT = 40;
  private static final int CONNECT_SECONDS = 10;

  /** One message, of a step of the load. */
  public static final class Message {
    private final String kind;
    private final String json;
    private final Runnable acknowledged;
    private volatile boolean done;

    /**
     * A message.
     *
     * @param acknowledged called once at its PUBACK
     */
    public Message(String kind, String json, Runnable acknowledged) {
      this.kind = kind;
      this.json = json;
      this.acknowledged = acknowledged;
    }
  }

  /**
   * Without an answer for so long it connects again: a peer may be frozen, and Paho may have lost
   * the thread that reads without noticing it.
   */
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final IntSupplier port;
  private final String id;
  private final LongFunction<Message> load;
  private final Supplier<Boolean> enough;
  private final Deque<Message> pending = new ArrayDeque<>();
  private final Thread thread;
  private long produced;
  private volatile boolean closed;

  /**
   * Begins at once.
   *
   * @param load makes the n-th message
   * @param enough whether to make no further one, but to wait for what is pending
   */
  public StubbornGateway(
      int port, String id, LongFunction<Message> load, Supplier<Boolean> enough) {
    this(() -> port, id, load, enough);
  }

  /**
   * Begins at once.
   *
   * @param port where to connect, asked each time
   * @param load makes the n-th message
   * @param enough whether to make no further one, but to wait for what is pending
   */
  public StubbornGateway(
      IntSupplier port, String id, LongFunction<Message> load, Supplier<Boolean> enough) {
    this.port = port;
    this.id = id;
    this.load = load;
    this.enough = enough;
    this.thread = new Thread(this::run, "gateway-" + id);
    thread.setDaemon(true);
    thread.start();
  }

  private boolean isFinished() {
    return closed || (enough.get() && pending.isEmpty());
  }

  private void run() {
    while (!isFinished()) {
      try (TestGateway gateway = new TestGateway(port.getAsInt(), id, true, CONNECT_SECONDS)) {
        for (Message message : pending) {
          send(gateway, message);
        }
        long answered = System.nanoTime();
        while (gateway.isConnected()
            && !isFinished()
            && System.nanoTime() - answered < STALL_NANOS) {
          while (!pending.isEmpty() && pending.element().done) {
            pending.remove().acknowledged.run();
            answered = System.nanoTime();
          }
          if (pending.size() < IN_FLIGHT && !enough.get()) {
            Message next = load.apply(produced++);
            pending.add(next);
            send(gateway, next);
          }
          TimeUnit.MILLISECONDS.sleep(2);
        }
      } catch (MqttException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(TestGateway gateway, Message message) throws MqttException {
    gateway.publish(
        message.kind,
        1,
        message.json,
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            message.done = true;
          }

          @Override
          public void onFailure(IMqttToken token, Throwable cause) {}
        });
  }

  /** Waits until all that was made is acknowledged. */
  public void awaitEnd(long millis) throws InterruptedException {
    thread.join(millis);
    if (thread.isAlive() || !pending.isEmpty()) {
      throw new AssertionError(id + " still has " + pending.size() + " unacknowledged messages");
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
