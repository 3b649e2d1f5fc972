package io.millwright.sim.mqtt;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the messages of one gateway, or of several that share it. Any thread. */
public final class GatewayStats {
  private static final Logger log = LoggerFactory.getLogger(GatewayStats.class);

  private final LongAdder published = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder connects = new LongAdder();
  private final Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();
  private final Recorder recorder = new Recorder(3);
  private final Histogram latencies = new Histogram(3);

  void sent(boolean first) {
    (first ? published : repeated).increment();
  }

  void connected() {
    connects.increment();
  }

  /** A PUBACK came: reasons from 0x80 are refusals (MQTT 5.0, 3.4.2.1). */
  void answered(String gateway, int reason, long latencyNanos) {
    recorder.recordValue(Math.max(0, latencyNanos));
    if (reason < 0x80) {
      acknowledged.increment();
      return;
    }
    LongAdder count = refused.computeIfAbsent(reason, key -> new LongAdder());
    count.increment();
    if (count.sum() == 1) {
      log.warn(
          "Gateway {}: the server refused a message: {}. Further ones are counted only",
          gateway,
          Refusal.describe(reason));
    }
  }

  /**
   * Messages sent at least once.
   *
   * @return the count
   */
  public long published() {
    return published.sum();
  }

  /**
   * Sendings of a message after its first, because a connection ended before the PUBACK.
   *
   * @return the count
   */
  public long repeated() {
    return repeated.sum();
  }

  /**
   * Messages whose PUBACK said they are stored.
   *
   * @return the count
   */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /**
   * Connections made.
   *
   * @return the count
   */
  public long connects() {
    return connects.sum();
  }

  /**
   * Messages whose PUBACK said no, by reason code.
   *
   * @return a copy, codes in order
   */
  public Map<Integer, Long> refused() {
    Map<Integer, Long> counts = new TreeMap<>();
    refused.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  /**
   * Messages whose PUBACK said no, for any reason.
   *
   * @return the count
   */
  public long refusedTotal() {
    return refused.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /**
   * Times from the first sending of a message to its PUBACK.
   *
   * @return a copy, nanoseconds
   */
  public synchronized Histogram latencies() {
    latencies.add(recorder.getIntervalHistogram());
    return latencies.copy();
  }
}
