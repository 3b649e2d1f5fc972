package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.store.PlanSource;
import io.millwright.ingest.store.PlanVersion;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanSwitchTest {
  private static final PlanVersion SECOND =
      new PlanVersion(2, 100, Instant.EPOCH, false, new PlanSource("plans: []", "p.yaml", "jane"));

  private final PlanSwitch meeting = new PlanSwitch(2);
  private final AtomicInteger written = new AtomicInteger();

  private PlanVersion write() {
    written.incrementAndGet();
    return SECOND;
  }

  private CompletableFuture<@Nullable PlanVersion> come(PlanSwitch.Log log) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return meeting.meet(log);
          } catch (Patience.StoppedException | InterruptedException e) {
            throw new IllegalStateException("stopped", e);
          }
        });
  }

  @Test
  void theLastToComeWritesItOnceAndAllGoOn() throws Exception {
    CompletableFuture<@Nullable PlanVersion> first = come(this::write);
    CompletableFuture<@Nullable PlanVersion> second = come(this::write);
    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(SECOND);
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(SECOND);
    assertThat(written).hasValue(1);

    meeting.changed(3, List.of("a: no meter"));
    assertThat(meeting.done()).isNotDone();
    meeting.changed(4, List.of("b: no meter"));
    assertThat(meeting.done())
        .isCompletedWithValue(
            new PlanSwitch.Done(SECOND, 7, List.of("a: no meter", "b: no meter")));
  }

  @Test
  void aShardThatEndsBeforeItCameLetsTheOthersGoOnAsTheyWere() throws Exception {
    CompletableFuture<@Nullable PlanVersion> first = come(this::write);
    meeting.abandon("shard 1 has ended");
    assertThat(first.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(come(this::write).get(10, TimeUnit.SECONDS)).isNull();
    assertThat(written).hasValue(0);
    assertThat(meeting.done()).isCompletedExceptionally();
  }

  /** It may be in the log or not: who folds on might fold under the wrong plans. */
  @Test
  void nobodyGoesOnWhenNobodyKnowsWhetherItWasWritten() {
    PlanSwitch.Log stopped =
        () -> {
          throw new Patience.StoppedException();
        };
    CompletableFuture<@Nullable PlanVersion> first = come(stopped);
    CompletableFuture<@Nullable PlanVersion> second = come(stopped);
    assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(Exception.class);
    assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(Exception.class);
    meeting.abandon("too late to abandon");
    assertThatThrownBy(() -> meeting.done().get(10, TimeUnit.SECONDS))
        .hasMessageContaining("nobody knows");
  }
}
