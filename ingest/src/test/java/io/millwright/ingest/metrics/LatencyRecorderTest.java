package io.millwright.ingest.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LatencyRecorder recorder = new LatencyRecorder("test.latency", meters);

  @Test
  void keepsTheTail() {
    for (int millis = 1; millis <= 1_000; millis++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    LatencyRecorder.Snapshot snapshot = recorder.snapshot();
    assertThat(snapshot.count()).isEqualTo(1_000);
    assertThat(snapshot.p50()).isCloseTo(500, within(1.0));
    assertThat(snapshot.p99()).isCloseTo(990, within(1.0));
    assertThat(snapshot.max()).isCloseTo(1_000, within(1.0));
  }

  @Test
  void addsUpOverSnapshotsAndGauges() {
    recorder.record(TimeUnit.SECONDS.toNanos(2));
    assertThat(gauge("1")).isCloseTo(2, within(0.01));

    recorder.record(TimeUnit.SECONDS.toNanos(4));
    assertThat(recorder.snapshot().count()).isEqualTo(2);
    assertThat(gauge("1")).isCloseTo(4, within(0.01));
  }

  @Test
  void takesWhatCannotBe() {
    recorder.record(-5);
    recorder.record(TimeUnit.DAYS.toNanos(1));

    assertThat(recorder.snapshot().max()).isCloseTo(3_600_000, within(3_600.0));
  }

  private double gauge(String quantile) {
    return meters.get("test.latency.seconds").tag("quantile", quantile).gauge().value();
  }
}
