package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.OrderStatus;
import io.millwright.rules.episode.EpisodeKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The life of a work order: open, accepted, started, then completed or cancelled. Steps may be left
 * out, a repeat changes nothing, and there is no way back.
 */
final class FeedbackSteps {
  private static final List<String> ORDER = List.of("open", "accepted", "started");

  private final Map<UUID, String> inThisBatch = new HashMap<>();
  private final Map<UUID, Instant> deferredInThisBatch = new HashMap<>();

  /**
   * What is known of the order before this feedback.
   *
   * @param deferredAt when it was last put off, or null
   */
  record Order(EpisodeKey episode, String status, @Nullable Instant deferredAt) {
    String rule() {
      return episode.rule();
    }

    int cycle() {
      return episode.cycle();
    }
  }

  /** What a feedback means. */
  record Step(boolean changes, boolean closes, FeedbackResult result) {}

  Step decide(WorkOrderFeedback feedback, Order order) {
    String status = inThisBatch.getOrDefault(feedback.order(), order.status());
    String wanted = feedback.kind().word();
    boolean ended = !ORDER.contains(status);
    boolean ends = !ORDER.contains(wanted);
    if (feedback.deferral() != null && !ended) {
      boolean news = isNewer(feedback, order);
      return new Step(news, false, new FeedbackResult.Applied(status, !news));
    }
    if (status.equals(wanted) || (!ends && ended)) {
      return new Step(false, false, new FeedbackResult.Applied(status, true));
    }
    if (ended) {
      return new Step(
          false,
          false,
          new FeedbackResult.Conflict(
              status,
              "The order is " + status + " and stays so; raise a new one if there is more to do."));
    }
    if (!ends && ORDER.indexOf(wanted) < ORDER.indexOf(status)) {
      return new Step(false, false, new FeedbackResult.Applied(status, true));
    }
    inThisBatch.put(feedback.order(), wanted);
    return new Step(true, ends, new FeedbackResult.Applied(wanted, false));
  }

  /** A deferral takes the place of an older one only: a repeat or a late one changes nothing. */
  private boolean isNewer(WorkOrderFeedback feedback, Order order) {
    Instant before = deferredInThisBatch.get(feedback.order());
    before = before == null ? order.deferredAt() : before;
    // The log and the fold know milliseconds.
    if (before != null && feedback.time().toEpochMilli() <= before.toEpochMilli()) {
      return false;
    }
    deferredInThisBatch.put(feedback.order(), feedback.time());
    return true;
  }

  OrderStatus status(WorkOrderFeedback feedback) {
    return new OrderStatus(
        feedback.order(),
        feedback.kind().word(),
        feedback.time(),
        feedback.meterValue(),
        feedback.reason(),
        feedback.remoteId());
  }
}
