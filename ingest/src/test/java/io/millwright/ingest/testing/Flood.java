package io.millwright.ingest.testing;

import io.millwright.ingest.mqtt.RawMqtt;
import java.io.IOException;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;

/** A publisher that writes to its socket as fast as the socket takes it. */
public final class Flood implements AutoCloseable {
  /** Readings in each message. */
  public static final int READINGS = 50;

  private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();

  private final RawMqtt client;
  private final String topic;
  private final String asset;
  private final int qos;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Thread writer = new Thread(this::write, "flood");
  private final Thread reader = new Thread(this::read, "flood-answers");
  private volatile boolean ending;

  /** Begins at once, on a client that is connected. */
  public Flood(RawMqtt client, String gateway, String asset, int qos) {
    this.client = client;
    this.topic = "millwright/v1/" + gateway + "/readings";
    this.asset = asset;
    this.qos = qos;
    writer.setDaemon(true);
    reader.setDaemon(true);
    writer.start();
    reader.start();
  }

  /** Messages that the socket has taken. */
  public long sent() {
    return sent.get();
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  /** Sends no further message. */
  public void end() {
    ending = true;
  }

  /** Waits until the message that is being written has gone. */
  public void awaitEnd() throws InterruptedException {
    writer.join();
  }

  private void write() {
    try {
      while (!ending) {
        long number = sent.get();
        client.publish(topic, qos, (int) (number % 60_000) + 1, message(number));
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The service ended the connection of " + asset, e);
    }
  }

  private String message(long number) {
    StringJoiner readings = new StringJoiner(",", "[", "]");
    for (int i = 0; i < READINGS; i++) {
      readings.add(Readings.of(asset, "temp", START + number * READINGS + i, 20));
    }
    return readings.toString();
  }

  private void read() {
    try {
      while (true) {
        if (client.read().type() == RawMqtt.PUBACK) {
          acknowledged.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // Closed, or nothing has come for a minute: the test looks at the count.
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
