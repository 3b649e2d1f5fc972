package io.millwright.sim.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What the connections of a run count. Any thread. */
final class LoadCounts {
  private static final int DIGITS = 3;

  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();
  private final Recorder latencies = new Recorder(DIGITS);

  void sent() {
    sent.increment();
  }

  /**
   * A message was answered.
   *
   * @param nanos since it was to be sent, which may be earlier than when it was: latencies are free
   *     of coordinated omission
   */
  void answered(int reasonCode, long nanos) {
    if (reasonCode < 0x80) {
      acknowledged.increment();
    } else {
      refused.computeIfAbsent(reasonCode, code -> new LongAdder()).increment();
    }
    latencies.recordValue(Math.max(0, nanos));
  }

  long sentMessages() {
    return sent.sum();
  }

  long acknowledgedMessages() {
    return acknowledged.sum();
  }

  /** Refused messages by their reason code. */
  Map<Integer, Long> refusals() {
    Map<Integer, Long> sums = new TreeMap<>();
    refused.forEach((code, count) -> sums.put(code, count.sum()));
    return sums;
  }

  /** Latencies in nanoseconds since the last call. One thread. */
  Histogram latenciesSinceLast() {
    return latencies.getIntervalHistogram();
  }
}
