package io.millwright.sim.demo;

import io.millwright.ingest.pipeline.PipelineMetrics;
import io.millwright.sim.standin.Count;
import io.millwright.sim.standin.OrderBook;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how the week goes: one line that is rewritten on a terminal, a line now and then elsewhere.
 */
final class DemoProgress {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanos;
  private long next;

  DemoProgress(PrintWriter err, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  void at(Instant time, PipelineMetrics counted, OrderBook cmms, OrderBook fsm) {
    long now = nanos.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + (terminal ? ON_TERMINAL : ELSEWHERE).toNanos();
    String line =
        String.format(
            Locale.ROOT,
            "%s   %,9d readings stored   %3d orders raised   CMMS %3d   FSM %3d   completed %3d",
            DAY.format(time),
            counted.storedReadings(),
            counted.raisedOrders(),
            cmms.counted(Count.CREATED),
            fsm.counted(Count.CREATED),
            cmms.counted(Count.COMPLETED) + fsm.counted(Count.COMPLETED));
    err.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
    err.flush();
  }

  void settling() {
    err.println(
        (terminal ? "\r\u001b[K" : "") + "The week is over; the technicians finish their jobs ...");
    err.flush();
  }
}
