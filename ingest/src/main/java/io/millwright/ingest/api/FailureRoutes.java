package io.millwright.ingest.api;

import io.millwright.ingest.failure.FailureFile;
import io.millwright.ingest.failure.FailureRecord;
import io.millwright.ingest.failure.FailureTable;
import io.millwright.ingest.failure.FailuresRefused;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Recorded failures: {@code /v1/assets/{tag}/failures} for one, {@code /v1/failures} for many. */
public final class FailureRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final Vertx vertx;
  private final FailureTable table;

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param table the failures
   */
  public FailureRoutes(Vertx vertx, FailureTable table) {
    this.vertx = vertx;
    this.table = table;
  }

  @Override
  public void mount(Router router) {
    router.post("/v1/assets/:tag/failures").handler(this::record);
    router.post("/v1/failures").handler(this::take);
    router.get("/v1/failures").handler(this::list);
    router.delete("/v1/failures/:id").handler(this::delete);
  }

  private void record(RoutingContext context) {
    Map<String, String> fields = new LinkedHashMap<>();
    JsonBody.object(context)
        .forEachEntry(
            (key, value) -> {
              if (!(value.isString() || value.isNull())) {
                throw ProblemException.badRequest("'" + key + "' must be text");
              }
              fields.put(key, value.isNull() ? "" : value.stringValue());
            });
    if (fields.put("asset", context.pathParam("tag")) != null) {
      throw ProblemException.badRequest("Leave 'asset' out: the address says which");
    }
    try {
      store(context, List.of(FailureRecord.of(fields)));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private void take(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("text/csv")) {
      throw new ProblemException(
          415, "Unsupported media type", "Send the failures with Content-Type: text/csv");
    }
    String text = context.body().asString(StandardCharsets.UTF_8.name());
    try {
      store(context, FailureFile.read("body", text == null ? "" : text));
    } catch (FailuresRefused e) {
      refuse(context, e);
    }
  }

  private void store(RoutingContext context, List<FailureRecord> failures) {
    vertx
        .executeBlocking(() -> table.store(failures), false)
        .onSuccess(
            stored ->
                JsonAnswer.send(
                    context,
                    200,
                    JsonMapper.shared()
                        .createObjectNode()
                        .put("created", stored.created())
                        .put("updated", stored.updated())
                        .put("unchanged", stored.unchanged())))
        .onFailure(
            failure -> {
              if (failure instanceof FailuresRefused refused) {
                refuse(context, refused);
              } else {
                context.fail(failure);
              }
            });
  }

  private static void refuse(RoutingContext context, FailuresRefused refused) {
    JsonArray errors = new JsonArray();
    refused.problems().forEach(problem -> errors.add(new JsonObject().put("message", problem)));
    Problem.send(
        context,
        422,
        "Failures refused",
        "Nothing was stored: correct the errors and send it again",
        errors);
  }

  private void list(RoutingContext context) {
    QueryParameters query =
        new QueryParameters(
            context.queryParams(), List.of("asset", "from", "to", "limit", "after"));
    FailureTable.Filter filter =
        new FailureTable.Filter(
            query.text("asset"),
            query.time("from"),
            query.time("to"),
            query.number("after", 0, 0, Long.MAX_VALUE),
            (int) query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
    vertx
        .executeBlocking(() -> table.list(filter), false)
        .onFailure(context::fail)
        .onSuccess(rows -> JsonAnswer.send(context, 200, page(rows, filter.limit())));
  }

  private static ObjectNode page(List<FailureTable.Row> rows, int limit) {
    ObjectNode page = JsonMapper.shared().createObjectNode();
    page.putArray("items").addAll(rows.stream().map(FailureRoutes::view).toList());
    boolean more = rows.size() == limit;
    page.put("next_after", more ? Long.toString(rows.get(rows.size() - 1).id()) : null);
    return page;
  }

  private static ObjectNode view(FailureTable.Row row) {
    FailureRecord failure = row.failure();
    return JsonMapper.shared()
        .createObjectNode()
        .put("id", Long.toString(row.id()))
        .put("asset", failure.asset())
        .put("time", failure.time().toString())
        .put("mode", failure.mode())
        .put("mechanism", failure.mechanism())
        .put("cause", failure.cause())
        .put("detection", failure.detection())
        .put("restored", text(failure.restored()))
        .put("note", failure.note());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private void delete(RoutingContext context) {
    String id = context.pathParam("id");
    long row = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    vertx
        .executeBlocking(() -> table.delete(row), false)
        .onFailure(context::fail)
        .onSuccess(
            there -> {
              if (there) {
                context.response().setStatusCode(204).end();
              } else {
                context.fail(ProblemException.notFound("There is no failure '" + id + "'"));
              }
            });
  }
}
