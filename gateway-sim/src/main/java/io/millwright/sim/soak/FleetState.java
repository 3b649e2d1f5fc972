package io.millwright.sim.soak;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What the gateways of a fleet are told, and what they count. Any thread. */
final class FleetState {
  private static final int KEPT_REFUSALS = 5;

  private final IntSupplier port;
  private final int gateways;
  private final int window;
  private final AtomicLong acknowledged = new AtomicLong();
  private final LongAdder acknowledgedReadings = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final ConcurrentLinkedQueue<String> firstRefusals = new ConcurrentLinkedQueue<>();
  private final Recorder latency = new Recorder(2);
  private volatile double rate;
  private volatile boolean producing = true;
  private volatile boolean closed;

  /**
   * The state of a fleet that sends nothing yet.
   *
   * @param port where to connect to now; 0 when there is nobody
   * @param window how many messages of a gateway may be unacknowledged
   */
  FleetState(IntSupplier port, int gateways, int window) {
    this.port = port;
    this.gateways = gateways;
    this.window = window;
  }

  int port() {
    return port.getAsInt();
  }

  int window() {
    return window;
  }

  /** Messages a second, of the whole fleet. */
  void rate(double messages) {
    rate = messages;
  }

  double rateOfEach() {
    return rate / gateways;
  }

  boolean isProducing() {
    return producing;
  }

  void producing(boolean go) {
    producing = go;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  void sent() {
    sent.increment();
  }

  void repeated() {
    repeated.increment();
  }

  void acknowledged(long nanos, int readings) {
    acknowledged.incrementAndGet();
    acknowledgedReadings.add(readings);
    latency.recordValue(Math.max(0, nanos));
  }

  void refused(String gateway, long message, int reasonCode) {
    refusals.increment();
    if (firstRefusals.size() < KEPT_REFUSALS) {
      firstRefusals.add(
          String.format("%s message %d was answered 0x%02x", gateway, message, reasonCode));
    }
  }

  /** Messages acknowledged, each once. */
  long acknowledged() {
    return acknowledged.get();
  }

  long acknowledgedReadings() {
    return acknowledgedReadings.sum();
  }

  /** Messages handed to sockets, repetitions included. */
  long sentCount() {
    return sent.sum();
  }

  long repeatedCount() {
    return repeated.sum();
  }

  long refusals() {
    return refusals.sum();
  }

  Iterable<String> firstRefusals() {
    return firstRefusals;
  }

  /** From the first sending to the acknowledgement, nanoseconds, since the last call. */
  Histogram latencies() {
    return latency.getIntervalHistogram();
  }
}
