package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.Outcome.Symptom;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Delivers an order over HTTP: looks it up first when an earlier attempt may have created it, then
 * creates it. An order that is there may be escalated. Called on the dispatcher's event loop only.
 */
final class Delivery implements Attempt {
  private final TargetClient client;
  private final InstantSource clock;
  private final Permit permit;
  private final WorkOrderEvent event = new WorkOrderEvent();
  private final EscalationEvent escalationEvent = new EscalationEvent();

  Delivery(TargetClient client, InstantSource clock, Permit permit) {
    this.client = client;
    this.clock = clock;
    this.permit = permit;
  }

  @Override
  public Future<Outcome> make(OutboxRow order, boolean suspect) {
    WaitingEscalation escalation = order.escalating();
    // Composed, so that what is thrown is a failure of this attempt, too.
    return Future.succeededFuture()
        .compose(
            begin ->
                escalation != null
                    ? escalate(order, escalation)
                    : suspect ? lookUpThenCreate(order) : create(order))
        .otherwise(failure -> failed("internal error: " + failure, suspect));
  }

  private Future<Outcome> lookUpThenCreate(OutboxRow order) {
    return client
        .lookUp(order.id())
        .compose(
            answer ->
                switch (answer.status()) {
                  // The target has no lookup: it must tell repetitions by the Idempotency-Key.
                  case 404, 405, 501 -> create(order);
                  default ->
                      answer.isSuccess()
                          ? found(order, answer)
                              .<Future<Outcome>>map(Future::succeededFuture)
                              .orElseGet(() -> create(order))
                          : Future.succeededFuture(refusal("lookup answered ", answer, true));
                },
            failure -> Future.succeededFuture(unanswered("lookup: ", failure, true)));
  }

  private Future<Outcome> create(OutboxRow order) {
    return permit
        .granted()
        .compose(granted -> client.create(order.id(), event.body(order)))
        .compose(
            answer -> {
              if (answer.isSuccess()) {
                return Future.succeededFuture(
                    new Outcome.Delivered(text(answer.json().get("id")), false));
              }
              return answer.status() == 409
                  ? afterConflict(order, answer)
                  : Future.succeededFuture(refusal("", answer, false));
            },
            failure -> Future.succeededFuture(unanswered("", failure, false)));
  }

  /** Needs no lookup: told twice, a target sets the same priority again. */
  private Future<Outcome> escalate(OutboxRow order, WaitingEscalation escalation) {
    return permit
        .granted()
        .compose(
            granted ->
                client.escalate(
                    order.id(), escalation.number(), escalationEvent.body(order, escalation)))
        .<Outcome>map(
            answer ->
                switch (answer.status()) {
                  case 404, 405, 501 -> new Outcome.Unsupported(answer.summary());
                  default ->
                      answer.isSuccess()
                          ? new Outcome.Delivered(null, false)
                          : refusal("", answer, false);
                })
        .otherwise(failure -> unanswered("", failure, false));
  }

  /** A conflict may mean that the target has the order already. */
  private Future<Outcome> afterConflict(OutboxRow order, Answer conflict) {
    return client
        .lookUp(order.id())
        .<Outcome>map(
            answer -> {
              if (answer.isServerError() || answer.status() == 429) {
                return refusal("lookup answered ", answer, true);
              }
              return (answer.isSuccess() ? found(order, answer) : Optional.<Outcome>empty())
                  .orElseGet(() -> new Outcome.Rejected(conflict.summary()));
            })
        .otherwise(failure -> unanswered("lookup: ", failure, true));
  }

  /**
   * Finds the order in the answer to a lookup. An item that names another external reference is not
   * it, and neither are several items that name none: such a target did not filter.
   */
  private static Optional<Outcome> found(OutboxRow order, Answer answer) {
    JsonNode items = answer.json().path("items");
    for (JsonNode item : items) {
      if (order.id().toString().equalsIgnoreCase(text(item.get("external_reference")))) {
        return Optional.of(new Outcome.Delivered(text(item.get("id")), true));
      }
    }
    return items.size() == 1 && !items.path(0).has("external_reference")
        ? Optional.of(new Outcome.Delivered(text(items.path(0).get("id")), true))
        : Optional.empty();
  }

  private Outcome refusal(String prefix, Answer answer, boolean suspect) {
    Duration retryAfter = RetryAfter.parse(answer.retryAfter(), clock.instant()).orElse(null);
    String error = prefix + answer.summary();
    return switch (answer.status()) {
      case 425, 429 -> new Outcome.Failed(error, suspect, Symptom.BUSY, retryAfter);
      case 408 -> new Outcome.Failed(error, true, Symptom.AILING, retryAfter);
      default ->
          answer.isServerError()
              ? new Outcome.Failed(error, true, Symptom.AILING, retryAfter)
              : new Outcome.Rejected(error);
    };
  }

  private static Outcome unanswered(String prefix, Throwable failure, boolean suspect) {
    if (failure instanceof NoAnswerException lost) {
      return new Outcome.Failed(
          prefix + lost.getMessage(),
          suspect || lost.isSent(),
          lost.isSent() ? Symptom.SILENT : Symptom.UNREACHABLE,
          null);
    }
    return failed(prefix + "internal error: " + failure, true);
  }

  private static Outcome failed(String error, boolean maybeCreated) {
    return new Outcome.Failed(error, maybeCreated, Symptom.AILING, null);
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isContainer() ? null : node.asString();
  }
}
