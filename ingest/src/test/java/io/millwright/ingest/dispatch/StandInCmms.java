package io.millwright.ingest.dispatch;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A CMMS that misbehaves as told. It counts what it created by external reference, which is the
 * effect of a delivery.
 */
final class StandInCmms implements AutoCloseable {
  /** What it does with one create request. */
  enum Trouble {
    NONE,
    CREATE_THEN_SILENT,
    CREATE_THEN_LOSE_ANSWER,
    CREATE_THEN_503,
    DROP,
    THROTTLE,
    UNAVAILABLE,
    REJECT
  }

  /** A create request as it came. */
  record Request(MultiMap headers, Buffer body) {}

  private final HttpServer server;
  private final boolean knowsLookup;
  private final boolean knowsIdempotency;
  private final Map<String, AtomicInteger> created = new ConcurrentHashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Map<String, List<Integer>> priorities = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private volatile Function<String, Trouble> trouble = reference -> Trouble.NONE;
  private volatile boolean takesEscalations = true;
  private volatile String retryAfter = "0";

  StandInCmms(Vertx vertx, boolean knowsLookup, boolean knowsIdempotency) {
    this.knowsLookup = knowsLookup;
    this.knowsIdempotency = knowsIdempotency;
    this.server =
        DispatcherHarness.await(
            vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/orders";
  }

  /** Chooses the trouble for each create request, by external reference. Called on event loops. */
  void trouble(Function<String, Trouble> choice) {
    trouble = choice;
  }

  void retryAfter(String value) {
    retryAfter = value;
  }

  Map<String, AtomicInteger> created() {
    return created;
  }

  List<Request> requests() {
    return requests;
  }

  void takesEscalations(boolean value) {
    takesEscalations = value;
  }

  /** The priorities that an order was given after it was created, as far as they changed it. */
  List<Integer> priorities(String reference) {
    return priorities.getOrDefault(reference, List.of());
  }

  int lookups() {
    return lookups.get();
  }

  private void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      lookUp(request);
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              requests.add(new Request(request.headers(), body));
              if (request.path().endsWith("/escalations")) {
                escalate(request, body.toJsonObject().getJsonObject("data"));
                return;
              }
              create(
                  request,
                  body.toJsonObject().getJsonObject("data").getString("external_reference"));
            });
  }

  private void create(HttpServerRequest request, String reference) {
    switch (trouble.apply(reference)) {
      case NONE -> {
        count(request, reference);
        answer(request, 201, new JsonObject().put("id", "CMMS-" + reference));
      }
      case CREATE_THEN_SILENT -> count(request, reference);
      case CREATE_THEN_LOSE_ANSWER -> {
        count(request, reference);
        request.connection().close();
      }
      case CREATE_THEN_503 -> {
        count(request, reference);
        answer(request, 503, new JsonObject().put("message", "proxy lost the backend"));
      }
      case DROP -> request.connection().close();
      case THROTTLE -> {
        request.response().putHeader("Retry-After", retryAfter);
        answer(request, 429, new JsonObject());
      }
      case UNAVAILABLE -> answer(request, 503, new JsonObject());
      case REJECT -> answer(request, 422, new JsonObject().put("message", "no such job code"));
    }
  }

  private void escalate(HttpServerRequest request, JsonObject data) {
    String reference = request.path().split("/", -1)[2];
    if (!takesEscalations) {
      answer(request, 404, new JsonObject());
      return;
    }
    Trouble now = trouble.apply(reference);
    if (now == Trouble.DROP) {
      request.connection().close();
      return;
    } else if (now == Trouble.THROTTLE || now == Trouble.UNAVAILABLE) {
      answer(request, 503, new JsonObject());
      return;
    } else if (now == Trouble.REJECT) {
      answer(request, 422, new JsonObject());
      return;
    } else if (!created.containsKey(reference)) {
      answer(request, 500, new JsonObject().put("message", "escalated before it was created"));
      return;
    }
    List<Integer> given =
        priorities.computeIfAbsent(reference, r -> Collections.synchronizedList(new ArrayList<>()));
    int priority = data.getInteger("priority");
    if (given.isEmpty() || given.get(given.size() - 1) != priority) {
      given.add(priority);
    }
    if (now == Trouble.CREATE_THEN_LOSE_ANSWER) {
      request.connection().close();
    } else if (now != Trouble.CREATE_THEN_SILENT) {
      answer(request, now == Trouble.NONE ? 200 : 503, new JsonObject());
    }
  }

  private void count(HttpServerRequest request, String reference) {
    AtomicInteger count = created.computeIfAbsent(reference, r -> new AtomicInteger());
    String key = request.getHeader("Idempotency-Key");
    if (!knowsIdempotency || key == null || keys.add(key)) {
      count.incrementAndGet();
    }
  }

  private void lookUp(HttpServerRequest request) {
    lookups.incrementAndGet();
    if (!knowsLookup) {
      answer(request, 404, new JsonObject());
      return;
    }
    String reference = request.getParam("external_reference");
    JsonArray items = new JsonArray();
    if (created.containsKey(reference)) {
      items.add(new JsonObject().put("id", "CMMS-" + reference));
    }
    answer(request, 200, new JsonObject().put("items", items));
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request.response().setStatusCode(status).end(body.toBuffer());
  }

  @Override
  public void close() {
    DispatcherHarness.await(server.close());
  }
}
