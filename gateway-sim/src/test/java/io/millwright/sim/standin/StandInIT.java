package io.millwright.sim.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class StandInIT {
  private static final InstantSource REAL = Clock.systemUTC();
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final TechnicianHabits AT_ONCE =
      new TechnicianHabits(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aCmmsMakesASecondOrderOfASecondPostAndCanBeAsked() throws Exception {
    StandIn cmms = start(StandInKind.CMMS, null, Misbehaviour.NONE, null);
    assertThat(post(cmms, "ref-1").statusCode()).isEqualTo(201);
    assertThat(post(cmms, "ref-1").statusCode()).isEqualTo(201);
    assertThat(post(cmms, "ref-2").body()).isEqualTo("{\"id\":\"CMMS-3\"}");

    assertThat(cmms.book().counted(Count.CREATED)).isEqualTo(3);
    assertThat(cmms.book().counted(Count.DUPLICATES)).isEqualTo(1);
    assertThat(get(cmms, "?external_reference=ref-2").body())
        .isEqualTo("{\"items\":[{\"id\":\"CMMS-3\"}]}");
    assertThat(get(cmms, "?external_reference=ref-9").body()).isEqualTo("{\"items\":[]}");
    JsonObject all = new JsonObject(get(cmms, "").body());
    assertThat(all.getJsonObject("counts").getInteger("duplicates")).isEqualTo(1);
    assertThat(all.getJsonArray("orders")).hasSize(3);
  }

  @Test
  void anFsmRecognisesItsKeyAndCannotBeAsked() throws Exception {
    StandIn fsm = start(StandInKind.FSM, null, Misbehaviour.NONE, null);
    assertThat(post(fsm, "ref-1").statusCode()).isEqualTo(201);
    HttpResponse<String> again = post(fsm, "ref-1");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo("{\"id\":\"FSM-1\"}");
    assertThat(fsm.book().counted(Count.DUPLICATES)).isZero();
    assertThat(fsm.book().createdFor("ref-1")).hasSize(1);
    assertThat(get(fsm, "?external_reference=ref-1").statusCode()).isEqualTo(404);
  }

  @Test
  void anEscalationGivenTwiceChangesAnOrderOnce() throws Exception {
    StandIn cmms = start(StandInKind.CMMS, null, Misbehaviour.NONE, null);
    assertThat(escalate(cmms, "ref-1").statusCode()).as("not there yet").isEqualTo(409);
    post(cmms, "ref-1");
    assertThat(escalate(cmms, "ref-1").statusCode()).isEqualTo(200);
    assertThat(escalate(cmms, "ref-1").statusCode()).isEqualTo(200);

    assertThat(cmms.book().createdFor("ref-1")).extracting(StandInOrder::priority).containsOnly(1);
    assertThat(cmms.book().counted(Count.ESCALATED)).isEqualTo(1);
    assertThat(cmms.book().counted(Count.ESCALATIONS_REPEATED)).isEqualTo(1);
    assertThat(cmms.book().counted(Count.CREATED)).isEqualTo(1);
  }

  private HttpResponse<String> escalate(StandIn standIn, String reference) throws Exception {
    String body =
        "{\"type\":\"io.millwright.work-order.escalated.v1\",\"data\":"
            + "{\"external_reference\":\"%s\",\"priority\":1}}".formatted(reference);
    return http.send(
        HttpRequest.newBuilder(URI.create(standIn.url() + "/" + reference + "/escalations"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void badSignaturesAndBadBodiesCreateNothing() throws Exception {
    StandIn cmms =
        start(StandInKind.CMMS, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Misbehaviour.NONE, null);
    assertThat(post(cmms, "ref-1").statusCode()).isEqualTo(401);
    StandIn open = start(StandInKind.CMMS, null, Misbehaviour.NONE, null);
    HttpResponse<String> malformed =
        http.send(
            HttpRequest.newBuilder(open.url())
                .POST(HttpRequest.BodyPublishers.ofString("{\"specversion\":\"1.0\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("external_reference");
    assertThat(cmms.book().counted(Count.BAD_SIGNATURES)).isEqualTo(1);
    assertThat(open.book().counted(Count.MALFORMED)).isEqualTo(1);
    assertThat(cmms.book().orders()).isEmpty();
  }

  @Test
  void itMisbehavesAsToldAndStillCountsWhatItCreated() throws Exception {
    StandIn failing = start(StandInKind.CMMS, null, only(1, 0, 0, 0, 0), null);
    assertThat(post(failing, "ref").statusCode()).isEqualTo(500);
    assertThat(failing.book().orders()).isEmpty();

    StandIn busy = start(StandInKind.CMMS, null, only(0, 1, 0, 0, 0), null);
    HttpResponse<String> later = post(busy, "ref");
    assertThat(later.statusCode()).isEqualTo(429);
    assertThat(later.headers().firstValue("Retry-After")).contains("2");

    StandIn silent = start(StandInKind.CMMS, null, only(0, 0, 1, 0, 0), null);
    assertThatThrownBy(() -> post(silent, "ref", Duration.ofSeconds(2)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(silent.book().createdFor("ref")).hasSize(1);

    StandIn drops = start(StandInKind.CMMS, null, only(0, 0, 0, 1, 0), null);
    assertThatThrownBy(() -> post(drops, "ref")).isInstanceOf(IOException.class);
    assertThat(drops.book().createdFor("ref")).isNotEmpty();

    StandIn refuses = start(StandInKind.CMMS, null, only(0, 0, 0, 0, 1), null);
    assertThatThrownBy(() -> post(refuses, "ref")).isInstanceOf(IOException.class);
    assertThat(refuses.book().orders()).isEmpty();
    assertThat(refuses.book().counted(Count.MISBEHAVED)).isPositive();
  }

  @Test
  void techniciansReportUntilMillwrightAnswersTwoHundred() throws Exception {
    List<String> reports = new CopyOnWriteArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    HttpServer millwright =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          if (calls.getAndIncrement() % 2 == 0) {
                            request.response().setStatusCode(503).end();
                            return;
                          }
                          reports.add(
                              request.path()
                                  + " "
                                  + request.getHeader("Authorization")
                                  + " "
                                  + body.toJsonObject().getString("type"));
                          request.response().end("{}");
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    StandIn fsm =
        start(
            StandInKind.FSM,
            null,
            Misbehaviour.NONE,
            URI.create("http://127.0.0.1:" + millwright.actualPort() + "/"));
    post(fsm, "ref-1");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> fsm.book().counted(Count.COMPLETED) == 1 && fsm.openOrders() == 0);
    String path = "/v1/work-orders/ref-1/events Bearer t0ken ";
    assertThat(reports).containsExactly(path + "accepted", path + "started", path + "completed");
    assertThat(fsm.book().counted(Count.FEEDBACK_RETRIES)).isEqualTo(3);
  }

  private StandIn start(
      StandInKind kind,
      @Nullable String secret,
      Misbehaviour misbehaviour,
      @Nullable URI feedback) {
    StandInOptions options =
        new StandInOptions(kind, 0, secret, misbehaviour, AT_ONCE, feedback, "t0ken", 1);
    StandIn standIn =
        new StandIn(vertx, options, REAL, REAL, MeterBoard.AS_IN_THE_ORDER, (asset, time) -> {});
    return standIn.start().toCompletionStage().toCompletableFuture().join();
  }

  private static Misbehaviour only(
      double error500, double tooMany, double silent, double dropAfter, double dropBefore) {
    return new Misbehaviour(0, SHORT, error500, 0, tooMany, silent, dropAfter, dropBefore, 2);
  }

  private HttpResponse<String> post(StandIn standIn, String reference)
      throws IOException, InterruptedException {
    return post(standIn, reference, Duration.ofMinutes(1));
  }

  private HttpResponse<String> post(StandIn standIn, String reference, Duration patience)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(standIn.url())
            .timeout(patience)
            .header("Content-Type", "application/cloudevents+json")
            .header("Idempotency-Key", reference)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Orders.body(reference)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(StandIn standIn, String query)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(standIn.url() + query)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
