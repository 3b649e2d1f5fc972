package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.pipeline.FeedbackResult.Applied;
import io.millwright.ingest.pipeline.FeedbackResult.Conflict;
import io.millwright.ingest.pipeline.WorkOrderFeedback.Kind;
import io.millwright.rules.episode.EpisodeKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackStepsTest {
  private static final UUID ORDER = UUID.fromString("8d0c0000-0000-5000-8000-000000000001");

  private final FeedbackSteps steps = new FeedbackSteps();

  private static WorkOrderFeedback says(Kind kind) {
    return new WorkOrderFeedback(ORDER, kind, Instant.EPOCH, null, "because", "CMMS-1");
  }

  private FeedbackSteps.Step decide(String status, Kind kind) {
    return steps.decide(
        says(kind), new FeedbackSteps.Order(new EpisodeKey("EX-104", "service", 3), status, null));
  }

  @ParameterizedTest
  @CsvSource({
    // before, said, changes, closes, after, repeated
    "open, ACCEPTED, true, false, accepted, false",
    "open, STARTED, true, false, started, false",
    "open, COMPLETED, true, true, completed, false",
    "open, CANCELLED, true, true, cancelled, false",
    "accepted, ACCEPTED, false, false, accepted, true",
    "accepted, STARTED, true, false, started, false",
    "started, ACCEPTED, false, false, started, true",
    "started, COMPLETED, true, true, completed, false",
    "completed, COMPLETED, false, false, completed, true",
    "completed, STARTED, false, false, completed, true",
    "cancelled, ACCEPTED, false, false, cancelled, true",
    "cancelled, CANCELLED, false, false, cancelled, true"
  })
  void goesForwardOnly(
      String before, Kind said, boolean changes, boolean closes, String after, boolean repeated) {
    FeedbackSteps.Step step = decide(before, said);
    assertThat(step.changes()).isEqualTo(changes);
    assertThat(step.closes()).isEqualTo(closes);
    assertThat(step.result()).isEqualTo(new Applied(after, repeated));
  }

  @ParameterizedTest
  @CsvSource({"completed, CANCELLED", "cancelled, COMPLETED"})
  void anEndedOrderCannotEndOtherwise(String before, Kind said) {
    FeedbackSteps.Step step = decide(before, said);
    assertThat(step.changes()).isFalse();
    assertThat(step.closes()).isFalse();
    assertThat(step.result())
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> {
              assertThat(conflict.status()).isEqualTo(before);
              assertThat(conflict.detail()).contains(before);
            });
  }

  @Test
  void seesWhatTheSameBatchSaidBefore() {
    assertThat(decide("open", Kind.ACCEPTED).changes()).isTrue();
    assertThat(decide("open", Kind.ACCEPTED).result()).isEqualTo(new Applied("accepted", true));
    assertThat(decide("open", Kind.COMPLETED).closes()).isTrue();
    assertThat(decide("open", Kind.COMPLETED).closes()).isFalse();
    assertThat(decide("open", Kind.CANCELLED).result()).isInstanceOf(Conflict.class);
  }

  @Test
  void passesOnWhatWasSaid() {
    var status = steps.status(says(Kind.CANCELLED));
    assertThat(status.order()).isEqualTo(ORDER);
    assertThat(status.status()).isEqualTo("cancelled");
    assertThat(status.reason()).isEqualTo("because");
    assertThat(status.remoteId()).isEqualTo("CMMS-1");
  }

  private static WorkOrderFeedback deferred(String time) {
    return new WorkOrderFeedback(
        ORDER,
        Kind.DEFERRED,
        Instant.parse(time),
        null,
        "parts are late",
        null,
        new WorkOrderFeedback.Deferral("Kim", null, 300.0));
  }

  @ParameterizedTest
  @CsvSource({
    // put off before at, said of, changes
    ", 2026-03-01T10:00:00Z, true",
    "2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z, false",
    "2026-03-01T10:00:00.001Z, 2026-03-01T10:00:00.0015Z, false",
    "2026-03-01T10:00:00Z, 2026-03-01T09:00:00Z, false",
    "2026-03-01T10:00:00Z, 2026-03-01T10:00:01Z, true"
  })
  void onlyANewerDeferralChangesIt(@Nullable Instant before, String said, boolean changes) {
    FeedbackSteps.Order order =
        new FeedbackSteps.Order(new EpisodeKey("EX-104", "service", 3), "accepted", before);
    FeedbackSteps.Step step = steps.decide(deferred(said), order);
    assertThat(step.changes()).isEqualTo(changes);
    assertThat(step.closes()).isFalse();
    assertThat(step.result()).isEqualTo(new Applied("accepted", !changes));
    assertThat(steps.decide(deferred(said), order).result())
        .as("again, before it is stored")
        .isEqualTo(new Applied("accepted", true));
  }
}
