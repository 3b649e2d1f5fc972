package io.millwright.ingest.api;

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

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param store the entries
   * @param replay feeds them again
   */
  public QuarantineRoutes(Vertx vertx, QuarantineStore store, QuarantineReplay replay) {
    this.vertx = vertx;
    this.store = store;
    this.replay = replay;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/quarantine").handler(this::list);
    router.post("/v1/quarantine/replay").handler(this::replay);
  }

  private void list(RoutingContext context) {
    QueryParameters query =
        new QueryParameters(
            context.queryParams(), List.of("reason", "asset", "gateway", "open", "limit", "after"));
    QuarantineFilter filter =
        new QuarantineFilter(
            reason(query.text("reason")),
            query.text("asset"),
            query.text("gateway"),
            query.flag("open", true),
            null);
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

  private void replay(RoutingContext context) {
    ReplayBody body = ReplayBody.of(JsonBody.object(context));
    QuarantineFilter filter =
        new QuarantineFilter(reason(body.reason()), body.asset(), body.gateway(), true, body.ids());
    vertx
        .executeBlocking(() -> replay.replay(filter, body.after(), body.limit()), false)
        .onFailure(context::fail)
        .onSuccess(report -> JsonAnswer.send(context, 200, answer(report)));
  }

  private static ObjectNode answer(ReplayReport report) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("replayed", report.replayed());
    answer.put("quarantined_again", report.quarantinedAgain());
    answer.put("unsettled", report.unsettled());
    answer.put("next_after", report.next());
    return answer;
  }
}
