package io.millwright.ingest.api;

import io.millwright.ingest.quarantine.QuarantineDrops;
import io.millwright.ingest.quarantine.QuarantineFilter;
import io.millwright.ingest.quarantine.QuarantineReason;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.quarantine.QuarantinedMessage;
import io.millwright.ingest.replay.QuarantineReplay;
import io.millwright.ingest.replay.ReplayReport;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/quarantine}: what was not taken and why, and taking it after all. */
public final class QuarantineRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final Vertx vertx;
  private final QuarantineStore store;
  private final QuarantineReplay replay;
  private final QuarantineDrops drops;

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param store the entries
   * @param replay feeds them again
   * @param drops deletes them
   */
  public QuarantineRoutes(
      Vertx vertx, QuarantineStore store, QuarantineReplay replay, QuarantineDrops drops) {
    this.vertx = vertx;
    this.store = store;
    this.replay = replay;
    this.drops = drops;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/quarantine").handler(this::list);
    router.get("/v1/quarantine/:id").handler(this::one);
    router.post("/v1/quarantine/replay").handler(this::replay);
    router.post("/v1/quarantine/drop").handler(this::drop);
  }

  private void list(RoutingContext context) {
    QueryParameters query =
        new QueryParameters(
            context.queryParams(),
            List.of("reason", "asset", "gateway", "since", "open", "limit", "after"));
    QuarantineFilter filter =
        new QuarantineFilter(
            reason(query.text("reason")),
            query.text("asset"),
            query.text("gateway"),
            query.flag("open", true),
            null,
            query.time("since"));
    int limit = (int) query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    long after = query.number("after", 0, 0, Long.MAX_VALUE);
    vertx
        .executeBlocking(() -> store.page(filter, after, limit), false)
        .onFailure(context::fail)
        .onSuccess(messages -> JsonAnswer.send(context, 200, page(messages, limit)));
  }

  private static @Nullable QuarantineReason reason(@Nullable String word) {
    try {
      return word == null ? null : QuarantineReason.of(word);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode page(List<QuarantinedMessage> messages, int limit) {
    ObjectNode page = JsonMapper.shared().createObjectNode();
    ArrayNode items = page.putArray("items");
    messages.forEach(message -> items.add(QuarantineView.of(message)));
    boolean more = messages.size() == limit;
    page.put("next_after", more ? (Long) messages.get(messages.size() - 1).id() : null);
    return page;
  }

  private void one(RoutingContext context) {
    String text = context.pathParam("id");
    if (!text.matches("\\d{1,18}")) {
      throw ProblemException.badRequest("The id of an entry is a number, not '" + text + "'");
    }
    vertx
        .executeBlocking(() -> store.find(Long.parseLong(text)), false)
        .onFailure(context::fail)
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    message -> JsonAnswer.send(context, 200, QuarantineView.of(message)),
                    () ->
                        context.fail(
                            ProblemException.notFound(
                                "No entry " + text + " is in quarantine, or not any more"))));
  }

  private void drop(RoutingContext context) {
    ReplayBody body = ReplayBody.of(JsonBody.object(context));
    String by = body.by();
    if (by == null || by.isBlank()) {
      throw ProblemException.badRequest("'by' is missing: say who deletes this");
    }
    QuarantineFilter filter = body.filter(reason(body.reason()), false);
    vertx
        .executeBlocking(() -> drops.drop(filter, by), false)
        .onFailure(context::fail)
        .onSuccess(
            dropped ->
                JsonAnswer.send(
                    context,
                    200,
                    JsonMapper.shared()
                        .createObjectNode()
                        .put("dropped", dropped.entries())
                        .put("bytes", dropped.bytes())));
  }

  private void replay(RoutingContext context) {
    ReplayBody body = ReplayBody.of(JsonBody.object(context));
    QuarantineFilter filter = body.filter(reason(body.reason()), true);
    vertx
        .executeBlocking(() -> replay.replay(filter, body.after(), body.limit()), false)
        .onFailure(context::fail)
        .onSuccess(report -> JsonAnswer.send(context, 200, answer(report)));
  }

  private static ObjectNode answer(ReplayReport report) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("replayed", report.replayed());
    answer.put("quarantined_again", report.quarantinedAgain());
    ObjectNode reasons = answer.putObject("reasons");
    report.reasons().forEach(reasons::put);
    answer.put("partial", report.partial());
    answer.put("unsettled", report.unsettled());
    answer.put("next_after", report.next());
    return answer;
  }
}
