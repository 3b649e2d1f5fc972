package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.Outcome.Symptom;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one attempt makes of each answer, on the wire. */
class DeliveryIT {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final OutboxRow order = new OrderBuilder().row();
  private Duration patience = Duration.ofSeconds(30);

  @AfterEach
  void close() {
    DispatcherHarness.await(vertx.close());
  }

  private Outcome attempt(boolean suspect, Handler<HttpServerRequest> answers) {
    int port =
        DispatcherHarness.await(
                vertx
                    .createHttpServer()
                    .requestHandler(
                        request -> {
                          seen.add(request.method() + " " + request.uri());
                          request.body().onSuccess(body -> answers.handle(request));
                        })
                    .listen(0, "127.0.0.1"))
            .actualPort();
    return attempt(suspect, "http://127.0.0.1:" + port + "/api/orders?tenant=7");
  }

  private Outcome attempt(boolean suspect, String url) {
    URI uri = URI.create(url);
    Target target = new Target("cmms", uri, null, 8, patience);
    Delivery delivery =
        new Delivery(
            new TargetClient(vertx, target, uri, InstantSource.system()),
            InstantSource.system(),
            new Permit(vertx, () -> true));
    return DispatcherHarness.await(delivery.make(order, suspect));
  }

  private static void answer(HttpServerRequest request, int status, String body) {
    request.response().setStatusCode(status).end(body);
  }

  @Test
  void takesTheNumberOfWhatWasCreated() {
    assertThat(attempt(false, request -> answer(request, 201, "{\"id\": 77}")))
        .isEqualTo(new Outcome.Delivered("77", false));
    assertThat(seen).containsExactly("POST /api/orders?tenant=7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "thank you", "{}", "{\"id\":null}", "[]"})
  void canDoWithoutANumber(String body) {
    assertThat(attempt(false, request -> answer(request, 200, body)))
        .isEqualTo(new Outcome.Delivered(null, false));
  }

  @Test
  void looksUpASuspectOrderFirst() {
    assertThat(attempt(true, request -> answer(request, 200, "{\"items\":[{\"id\":\"C-1\"}]}")))
        .isEqualTo(new Outcome.Delivered("C-1", true));
    assertThat(seen).containsExactly("GET /api/orders?tenant=7&external_reference=" + order.id());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "200 | {\"items\":[]}",
        "200 | {\"items\":[{\"id\":\"C-9\",\"external_reference\":\"other\"}]}",
        "200 | {\"items\":[{\"id\":\"C-8\"},{\"id\":\"C-9\"}]}",
        "200 | <html>not json</html>",
        "404 | none",
        "405 | none",
        "501 | none"
      })
  void createsWhatTheLookupDoesNotFind(int status, String body) {
    Outcome outcome =
        attempt(
            true,
            request -> {
              if (request.method().name().equals("GET")) {
                answer(request, status, body);
              } else {
                answer(request, 201, "{\"id\":\"C-1\"}");
              }
            });

    assertThat(outcome).isEqualTo(new Outcome.Delivered("C-1", false));
  }

  @ParameterizedTest
  @CsvSource({
    "500, AILING, true",
    "503, AILING, true",
    "408, AILING, true",
    "429, BUSY, false",
    "425, BUSY, false"
  })
  void triesAgain(int status, Symptom symptom, boolean maybeCreated) {
    Outcome.Failed failed =
        (Outcome.Failed)
            attempt(
                false,
                request -> {
                  request.response().putHeader("Retry-After", "7");
                  answer(request, status, "busy");
                });

    assertThat(failed.symptom()).isEqualTo(symptom);
    assertThat(failed.maybeCreated()).isEqualTo(maybeCreated);
    assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failed.error()).isEqualTo("HTTP " + status + ": busy");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 410, 422})
  void leavesTheRestToAPerson(int status) {
    assertThat(attempt(false, request -> answer(request, status, "no")))
        .isEqualTo(new Outcome.Rejected("HTTP " + status + ": no"));
  }

  @Test
  void doesNotCreateWhenTheLookupFails() {
    Outcome outcome = attempt(true, request -> answer(request, 500, ""));

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(seen).hasSize(1).allMatch(line -> line.startsWith("GET"));
  }

  @Test
  void takesAConflictForSuccessWhenTheOrderIsThere() {
    assertThat(
            attempt(
                false,
                request -> {
                  if (request.method().name().equals("GET")) {
                    answer(request, 200, "{\"items\":[{\"id\":\"C-1\"}]}");
                  } else {
                    answer(request, 409, "");
                  }
                }))
        .isEqualTo(new Outcome.Delivered("C-1", true));
    assertThat(attempt(false, request -> answer(request, 409, "")))
        .isEqualTo(new Outcome.Rejected("HTTP 409"));
  }

  @Test
  void doesNotWaitForAnAnswerThatTrickles() {
    patience = Duration.ofMillis(300);
    Outcome outcome =
        attempt(
            false,
            request -> {
              request.response().setChunked(true);
              vertx.setPeriodic(50, tick -> request.response().write("."));
            });

    assertThat(((Outcome.Failed) outcome).symptom()).isEqualTo(Symptom.SILENT);
    assertThat(((Outcome.Failed) outcome).maybeCreated()).isTrue();
  }

  @Test
  void doesNotKeepAnAnswerThatIsTooLarge() {
    Outcome outcome =
        attempt(
            false,
            request -> {
              request.response().setChunked(true).setStatusCode(422);
              request.response().write("x".repeat(1_000_000));
            });

    assertThat(((Outcome.Rejected) outcome).error()).hasSizeLessThan(400);
  }

  @Test
  void knowsThatNothingWasSentWithoutAConnection() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Outcome.Failed failed = (Outcome.Failed) attempt(false, "http://127.0.0.1:" + port + "/");

    assertThat(failed.symptom()).isEqualTo(Symptom.UNREACHABLE);
    assertThat(failed.maybeCreated()).isFalse();
  }
}
