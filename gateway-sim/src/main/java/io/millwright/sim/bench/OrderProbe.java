package io.millwright.sim.bench;

import io.millwright.sim.load.LoadFleet;
import io.millwright.sim.wire.WireClient;
import io.millwright.sim.wire.WireListener;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * From a reading to the delivery of the order that it raises: now and then one meter of an asset
 * that has had no order goes past its limit. Counted from the moment the reading was due.
 */
final class OrderProbe implements WireListener {
  private static final long EVERY_NANOS = 50_000_000;
  private static final int METER = 1; // a gauge, which the plans of BenchPlans watch
  private static final double PAST_ITS_LIMIT = 95;

  private final LoadFleet fleet;
  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final Histogram latencies = new ConcurrentHistogram(3);
  private final AtomicInteger acknowledged = new AtomicInteger();
  private int next;
  private volatile boolean ended;

  /** Of a fleet with one gateway, of which each asset gives one order. */
  OrderProbe(LoadFleet fleet) {
    this.fleet = fleet;
  }

  /** An order came. Any thread. */
  void arrived(String tag, long nanos) {
    Long since = due.remove(tag);
    if (since != null) {
      latencies.recordValue(Math.max(0, nanos - since));
    }
  }

  /** Latencies in ns since the last call. */
  Histogram takeLatencies() {
    Histogram taken = latencies.copy();
    latencies.reset();
    return taken;
  }

  /** Readings that were acknowledged so far. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** How many orders have not come yet. */
  int missing() {
    return due.size();
  }

  /** Publishes on a thread of its own until {@link #end}. */
  Thread start(WireClient client) {
    ended = false;
    Thread thread = new Thread(() -> publish(client), "order-probe");
    thread.start();
    return thread;
  }

  void end() {
    ended = true;
  }

  private void publish(WireClient client) {
    String topic = "millwright/v1/" + fleet.gateway(0) + "/readings";
    long start = System.nanoTime();
    for (long turn = 0; !ended && next < fleet.assets(); turn++) {
      long moment = start + turn * EVERY_NANOS;
      try {
        TimeUnit.NANOSECONDS.sleep(moment - System.nanoTime());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      String tag = fleet.tag(next++);
      due.put(tag, moment);
      String json =
          "{\"asset\":\"%s\",\"meter\":\"%s\",\"time\":\"%s\",\"value\":%s}"
              .formatted(
                  tag,
                  LoadFleet.meter(METER),
                  Instant.ofEpochMilli(System.currentTimeMillis()),
                  PAST_ITS_LIMIT);
      client.publish(topic, json.getBytes(StandardCharsets.UTF_8), 1, turn);
    }
  }

  @Override
  public void acknowledged(long token, int reasonCode) {
    if (reasonCode == 0) {
      acknowledged.incrementAndGet();
    }
  }

  @Override
  public void closed(@Nullable Throwable cause) {}
}
