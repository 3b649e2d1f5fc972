package io.millwright.sim.standin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts reports over HTTP, again and again until the answer is 2xx or a refusal. */
final class FeedbackPoster implements FeedbackSender {
  private static final Logger log = LoggerFactory.getLogger(FeedbackPoster.class);
  private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);
  private static final long FIRST_DELAY_MILLIS = 100;
  private static final long LONGEST_DELAY_MILLIS = 5_000;
  private static final long TIMEOUT_MILLIS = 10_000;

  private final Vertx vertx;
  private final WebClient client;
  private final String base;
  private final @Nullable String token;
  private final OrderBook book;
  private volatile boolean closed;

  FeedbackPoster(Vertx vertx, URI base, @Nullable String token, OrderBook book) {
    this.vertx = vertx;
    this.client = WebClient.create(vertx);
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
    this.book = book;
  }

  @Override
  public Future<Boolean> send(Feedback feedback) {
    Promise<Boolean> answered = Promise.promise();
    attempt(feedback, FIRST_DELAY_MILLIS, answered);
    return answered.future();
  }

  private void attempt(Feedback feedback, long delayMillis, Promise<Boolean> answered) {
    HttpRequest<Buffer> request =
        client
            .postAbs(base + "/v1/work-orders/" + feedback.order() + "/events")
            .timeout(TIMEOUT_MILLIS);
    if (token != null) {
      request.bearerTokenAuthentication(token);
    }
    request
        .sendJsonObject(feedback.body())
        .onSuccess(response -> answer(feedback, delayMillis, answered, response))
        .onFailure(cause -> again(feedback, delayMillis, answered, String.valueOf(cause)));
  }

  private void answer(
      Feedback feedback,
      long delayMillis,
      Promise<Boolean> answered,
      HttpResponse<Buffer> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      answered.complete(true);
    } else if (status / 100 == 4 && !TEMPORARY.contains(status)) {
      log.warn(
          "Millwright refused '{}' for {}: {} {}",
          feedback.type(),
          feedback.order(),
          status,
          response.bodyAsString());
      answered.complete(false);
    } else {
      again(feedback, delayMillis, answered, "status " + status);
    }
  }

  private void again(
      Feedback feedback, long delayMillis, Promise<Boolean> answered, String reason) {
    if (closed) {
      answered.complete(false);
      return;
    }
    log.debug("Reporting '{}' again in {} ms: {}", feedback.type(), delayMillis, reason);
    book.count(Count.FEEDBACK_RETRIES);
    long next = Math.min(LONGEST_DELAY_MILLIS, delayMillis * 2);
    vertx.setTimer(delayMillis, timer -> attempt(feedback, next, answered));
  }

  void close() {
    closed = true;
    client.close();
  }
}
