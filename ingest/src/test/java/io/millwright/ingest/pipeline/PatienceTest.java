package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final List<Long> pauses = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Patience patience = new Patience(new PipelineMetrics(meters), this::pause);
  private int failures;
  private int stopAfter = Integer.MAX_VALUE;

  private boolean pause(long millis) {
    pauses.add(millis);
    return pauses.size() >= stopAfter;
  }

  private String work() throws SQLException {
    if (failures-- > 0) {
      throw new SQLException("gone", "08006");
    }
    return "done";
  }

  @Test
  void triesAgainAfterLongerAndLongerPausesUntilItSucceeds() throws Exception {
    failures = 9;
    assertThat(patience.until(this::work)).isEqualTo("done");
    assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    assertThat(patience.problem()).isEmpty();
    assertThat(meters.get("millwright.commit.failures").counter().count()).isEqualTo(9);
  }

  @Test
  void saysWhatTheProblemIsWhileItLasts() {
    failures = 2;
    stopAfter = 1;
    assertThatThrownBy(() -> patience.until(this::work))
        .isInstanceOf(Patience.StoppedException.class);
    assertThat(patience.problem()).contains("gone (SQLSTATE 08006)");
  }

  @Test
  void beingStoppedEndsAPause() {
    Patience real = new Patience(new PipelineMetrics(meters));
    real.stop();
    failures = Integer.MAX_VALUE;
    assertThatThrownBy(() -> real.until(this::work)).isInstanceOf(Patience.StoppedException.class);
  }

  @Test
  void anInterruptIsKept() {
    failures = Integer.MAX_VALUE;
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new Patience(new PipelineMetrics(meters)).until(this::work))
        .isInstanceOf(Patience.StoppedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
