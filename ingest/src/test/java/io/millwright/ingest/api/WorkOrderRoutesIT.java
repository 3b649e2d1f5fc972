package io.millwright.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.Outbox;
import io.millwright.ingest.dispatch.Redelivery;
import io.millwright.ingest.pipeline.FeedbackResult;
import io.millwright.ingest.pipeline.WorkOrderFeedback;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WorkOrderRoutesIT {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private final Vertx vertx = Vertx.vertx();
  private final Outbox outbox = new Outbox();
  private final List<WorkOrderFeedback> submitted = new CopyOnWriteArrayList<>();
  private final List<UUID> rechecked = new CopyOnWriteArrayList<>();
  private volatile CompletionStage<FeedbackResult> verdict =
      CompletableFuture.completedFuture(new FeedbackResult.Applied("completed", false));
  private final ApiHarness api =
      new ApiHarness(
          vertx,
          null,
          ApiOptions.MAX_BODY,
          new WorkOrderRoutes(
              vertx,
              outbox.dataSource(),
              feedback -> {
                submitted.add(feedback);
                return verdict;
              },
              new Redelivery(outbox.dataSource()),
              rechecked::add,
              InstantSource.fixed(NOW)));

  @BeforeEach
  void assets() throws Exception {
    outbox.asset("EX-104", "owned", null);
    outbox.asset("LIFT-7", "contracted", "ACME");
  }

  @AfterEach
  void close() {
    api.close();
    outbox.close();
  }

  private UUID order() throws Exception {
    return outbox.orders("EX-104", "cmms", 1).get(0);
  }

  private HttpResponse<String> report(Object order, String body) throws Exception {
    return api.post("/v1/work-orders/" + order + "/events", body.replace('\'', '"'));
  }

  private static String detail(HttpResponse<String> response) {
    return ApiHarness.json(response).path("detail").asString();
  }

  @Test
  void listsInPagesAndFilters() throws Exception {
    outbox.orders("EX-104", "cmms", 3);
    outbox.orders("LIFT-7", "fsm", 2);

    JsonNode first = ApiHarness.json(api.get("/v1/work-orders?limit=2"));
    assertThat(first.at("/items").size()).isEqualTo(2);
    assertThat(first.at("/next_after").asString()).isEqualTo("WO-000002");
    JsonNode last = ApiHarness.json(api.get("/v1/work-orders?limit=4&after=WO-000002"));
    assertThat(last.at("/items").size()).isEqualTo(3);
    assertThat(ApiHarness.json(api.get("/v1/work-orders?limit=4&after=2"))).isEqualTo(last);
    assertThat(last.at("/next_after").isNull()).isTrue();
    assertThat(last.at("/items/0/why").asString()).isEqualTo("due");
    JsonNode lifts =
        ApiHarness.json(
            api.get("/v1/work-orders?asset=LIFT-7&status=open&delivery=pending&type=pm"));
    assertThat(lifts.at("/items").size()).isEqualTo(2);
    assertThat(lifts.at("/items/0/delivery/target").asString()).isEqualTo("fsm");
  }

  @ParameterizedTest
  @CsvSource({"status=done", "limit=0", "limit=1001", "after=x", "colour=red", "type=PM&type=CM"})
  void saysWhatAQueryMayBe(String query) throws Exception {
    HttpResponse<String> response = api.get("/v1/work-orders?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(detail(response)).contains(query.substring(0, query.indexOf('=')));
  }

  @Test
  void showsAnOrderByIdAndByNumber() throws Exception {
    UUID id = order();
    JsonNode byId = ApiHarness.json(api.get("/v1/work-orders/" + id));

    assertThat(byId.at("/evidence/why").asString()).isEqualTo("due");
    assertThat(byId.at("/job/code").asString()).isEqualTo("SVC");
    assertThat(byId.at("/due/reading").asDouble()).isEqualTo(250);
    assertThat(ApiHarness.json(api.get("/v1/work-orders/WO-1"))).isEqualTo(byId);
    assertThat(api.get("/v1/work-orders/WO-2").statusCode()).isEqualTo(404);
    assertThat(api.get("/v1/work-orders/nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void handsFeedbackToTheDesk() throws Exception {
    UUID id = order();
    HttpResponse<String> response =
        report(
            "WO-000001",
            "{'type':'completed','time':'2026-11-23T11:30:00+02:00','meter_value':752.5,"
                + "'remote_id':'CMMS-77'}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("{\"id\":\"" + id + "\",\"status\":\"completed\",\"repeated\":false}");
    assertThat(submitted)
        .containsExactly(
            new WorkOrderFeedback(
                id,
                WorkOrderFeedback.Kind.COMPLETED,
                Instant.parse("2026-11-23T09:30:00Z"),
                752.5,
                null,
                "CMMS-77"));
    assertThat(rechecked).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'type':'completed','time':'2026-11-23T09:00:00Z'} | meter_value",
        "{'type':'completed','time':'2026-11-23T09:00:00Z','meter_value':'12'} | meter_value",
        "{'type':'completed','time':'2026-11-23T09:00:00Z','meter_value':1e999} | meter_value",
        "{'type':'started','time':'2026-11-23T09:00:00Z','meter_value':12} | meter_value",
        "{'type':'cancelled','time':'2026-11-23T09:00:00Z'} | reason",
        "{'type':'cancelled','time':'2026-11-23T09:00:00Z','reason':' '} | reason",
        "{'type':'done','time':'2026-11-23T09:00:00Z'} | type",
        "{'time':'2026-11-23T09:00:00Z'} | type",
        "{'type':'accepted','time':'2026-11-23T09:00:00'} | time",
        "{'type':'accepted'} | time",
        "{'type':'accepted','time':'-999999999-01-01T00:00:00Z'} | time",
        "{'type':'cancelled','time':'2026-11-23T09:00:00Z','reason':'a\\u0000b'} | reason",
        "{'type':'accepted','time':'2026-11-23T09:00:00Z','remote_id':'a\\u0000b'} | remote_id",
        "{'type':'accepted','time':'2026-11-23T10:05:01Z'} | clock",
        "{'type':'accepted','time':'2026-11-23T09:00:00Z','metervalue':1} | metervalue"
      })
  void namesTheFieldThatIsWrong(String body, String named) throws Exception {
    HttpResponse<String> response = report(order(), body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(detail(response)).contains(named);
    assertThat(submitted).isEmpty();
  }

  @Test
  void takesACompletionWhoseMeterNobodyRead() throws Exception {
    report(order(), "{'type':'completed','time':'2026-11-23T10:05:00Z','meter_value':null}");

    assertThat(submitted).hasSize(1);
    assertThat(submitted.get(0).meterValue()).isNull();
  }

  @Test
  void tellsWhyFeedbackIsNotTaken() throws Exception {
    String started = "{'type':'started','time':'2026-11-23T09:00:00Z'}";
    assertThat(report(UUID.randomUUID(), started).statusCode()).isEqualTo(404);

    verdict =
        CompletableFuture.completedFuture(
            new FeedbackResult.Conflict("cancelled", "Raise a new one."));
    HttpResponse<String> conflict = report(order(), started);
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(detail(conflict)).isEqualTo("The order is cancelled. Raise a new one.");

    verdict = CompletableFuture.failedFuture(new IllegalStateException("store is away"));
    HttpResponse<String> unavailable = report(order(), started);
    assertThat(unavailable.statusCode()).isEqualTo(503);
    assertThat(unavailable.headers().firstValue("Retry-After")).contains("5");
    assertThat(rechecked).isEmpty();
  }

  @Test
  void answers503WhileTheDatabaseIsAway() throws Exception {
    outbox.dataSource().switchOff(true);
    HttpResponse<String> response = api.get("/v1/work-orders");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
  }

  @Test
  void redeliversWhatWasRejected() throws Exception {
    UUID id = order();
    outbox.update("update work_order set delivery = 'rejected' where id = ?", id);

    HttpResponse<String> response = api.post("/v1/work-orders/WO-1/redeliver", null);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(ApiHarness.json(response).at("/delivery").asString()).isEqualTo("pending");
    assertThat(outbox.delivery(id)).isEqualTo("pending");
    assertThat(rechecked).containsExactly(id);

    outbox.update("update work_order set delivery = 'delivered' where id = ?", id);
    assertThat(api.post("/v1/work-orders/WO-1/redeliver", null).statusCode()).isEqualTo(409);
    assertThat(api.post("/v1/work-orders/WO-9/redeliver", null).statusCode()).isEqualTo(404);
  }
}
