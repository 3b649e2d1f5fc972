package io.millwright.ingest.dispatch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP requests to one target. Called on the dispatcher's event loop only. Vert.x's WebClient
 * is not used because it neither limits the size of an answer nor ends a request that trickles.
 */
final class TargetClient {
  private static final int MAX_ANSWER = 64 * 1024;

  private final Vertx vertx;
  private final HttpClient http;
  private final Target target;
  private final URI uri;
  private final InstantSource clock;

  /**
   * A client.
   *
   * @param vertx runs the requests
   * @param target where to; must have a URI
   * @param uri the target's URI
   * @param clock for the time in signatures
   */
  TargetClient(Vertx vertx, Target target, URI uri, InstantSource clock) {
    this.vertx = vertx;
    this.target = target;
    this.uri = uri;
    this.clock = clock;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(target.concurrency()));
  }

  /**
   * Creates an order at the target.
   *
   * @param id the order's id
   * @param body the event
   * @return the answer; fails with {@link NoAnswerException} only
   */
  Future<Answer> create(UUID id, byte[] body) {
    RequestOptions options =
        options(HttpMethod.POST, uri.toString(), id.toString(), body)
            .putHeader("Content-Type", WorkOrderEvent.CONTENT_TYPE)
            .putHeader("Idempotency-Key", id.toString());
    return exchange(options, Buffer.buffer(body));
  }

  /**
   * Tells the target that an order has become more urgent. An address of its own, for a target that
   * does not look at the type of an event must not take it for another order.
   *
   * @param id the order's id
   * @param number the how-manieth escalation of the order
   * @param body the event
   * @return the answer; fails with {@link NoAnswerException} only
   */
  Future<Answer> escalate(UUID id, int number, byte[] body) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String base = uri.toString().replaceFirst("\\?.*", "").replaceFirst("/+$", "");
    String key = EscalationEvent.key(id, number);
    RequestOptions options =
        options(HttpMethod.POST, base + "/" + id + "/escalations" + query, key, body)
            .putHeader("Content-Type", WorkOrderEvent.CONTENT_TYPE)
            .putHeader("Idempotency-Key", key);
    return exchange(options, Buffer.buffer(body));
  }

  /**
   * Asks whether the target has an order.
   *
   * @param id the order's id
   * @return the answer; fails with {@link NoAnswerException} only
   */
  Future<Answer> lookUp(UUID id) {
    String reference =
        "external_reference=" + URLEncoder.encode(id.toString(), StandardCharsets.UTF_8);
    String separator = uri.getRawQuery() == null ? "?" : "&";
    return exchange(
        options(HttpMethod.GET, uri + separator + reference, id.toString(), new byte[0]), null);
  }

  /** Closes the connections. */
  Future<Void> close() {
    return http.close();
  }

  private RequestOptions options(HttpMethod method, String address, String id, byte[] body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(address)
            .setFollowRedirects(false)
            .putHeader("Accept", "application/json")
            .putHeader("User-Agent", "Millwright");
    WebhookSignature signature = target.signature();
    if (signature != null) {
      Instant now = clock.instant();
      options
          .putHeader("webhook-id", id)
          .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
          .putHeader("webhook-signature", signature.sign(id, now, body));
    }
    return options;
  }

  private Future<Answer> exchange(RequestOptions options, @Nullable Buffer body) {
    Promise<Answer> answer = Promise.promise();
    Future<HttpClientRequest> connected = http.request(options);
    long timer =
        vertx.setTimer(
            target.timeout().toMillis(),
            fired -> {
              boolean sent = connected.succeeded();
              answer.tryFail(
                  new NoAnswerException(
                      (sent ? "no answer within " : "no connection within ") + target.timeout(),
                      sent));
              connected.onSuccess(HttpClientRequest::reset);
            });
    connected
        .onFailure(e -> answer.tryFail(new NoAnswerException("no connection: " + words(e), false)))
        .onSuccess(request -> send(request, body, answer));
    return answer.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static void send(
      HttpClientRequest request, @Nullable Buffer body, Promise<Answer> answer) {
    if (answer.future().isComplete()) {
      return; // timed out while it connected: it is reset, nothing is sent
    }
    Future<HttpClientResponse> response = body == null ? request.send() : request.send(body);
    response
        .compose(TargetClient::collect)
        .onSuccess(answer::tryComplete)
        .onFailure(
            e -> answer.tryFail(new NoAnswerException("connection lost: " + words(e), true)));
  }

  private static Future<Answer> collect(HttpClientResponse response) {
    Promise<Answer> complete = Promise.promise();
    Buffer body = Buffer.buffer();
    Runnable finish =
        () ->
            complete.tryComplete(
                new Answer(response.statusCode(), response.getHeader("Retry-After"), body));
    response
        .handler(
            part -> {
              int room = Math.min(part.length(), MAX_ANSWER - body.length());
              body.appendBuffer(part, 0, room);
              if (room < part.length()) {
                finish.run();
                response.request().reset();
              }
            })
        .endHandler(end -> finish.run())
        .exceptionHandler(complete::tryFail);
    return complete.future();
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
