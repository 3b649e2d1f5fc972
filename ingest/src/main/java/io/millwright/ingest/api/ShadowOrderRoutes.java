package io.millwright.ingest.api;

import io.millwright.ingest.plans.ShadowOrder;
import io.millwright.ingest.plans.ShadowOrders;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/shadow-orders}: what rules in shadow mode would have raised, and why. */
public final class ShadowOrderRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private final Vertx vertx;
  private final DataSource database;
  private final ShadowOrders orders = new ShadowOrders();

  /**
   * The routes.
   *
   * @param vertx runs what blocks on its workers
   * @param database where they are
   */
  public ShadowOrderRoutes(Vertx vertx, DataSource database) {
    this.vertx = vertx;
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/shadow-orders").handler(this::list);
  }

  private void list(RoutingContext context) {
    QueryParameters query =
        new QueryParameters(context.queryParams(), List.of("asset", "rule", "limit", "after"));
    String asset = query.text("asset");
    String rule = query.text("rule");
    long after = query.number("after", 0, 0, Long.MAX_VALUE);
    int limit = (int) query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    vertx
        .executeBlocking(() -> read(asset, rule, after, limit), false)
        .onFailure(context::fail)
        .onSuccess(
            found -> {
              ObjectNode page = JsonMapper.shared().createObjectNode();
              page.putArray("items").addAll(found.stream().map(ShadowOrderRoutes::view).toList());
              boolean more = found.size() == limit;
              page.put("next_after", more ? (Long) found.get(found.size() - 1).number() : null);
              JsonAnswer.send(context, 200, page);
            });
  }

  private List<ShadowOrder> read(
      @Nullable String asset, @Nullable String rule, long after, int limit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return orders.list(connection, asset, rule, after, limit);
    }
  }

  private static ObjectNode view(ShadowOrder order) {
    JsonMapper json = JsonMapper.shared();
    ObjectNode view = json.createObjectNode();
    view.put("number", order.number());
    view.put("episode", order.episode());
    view.put("asset", order.asset());
    view.putObject("rule").put("id", order.rule()).put("version", order.ruleVersion());
    view.put("type", order.type());
    view.put("target", order.target());
    view.put("priority", order.priority());
    view.put("title", order.title());
    view.put("raised_at", order.raisedAt().toString());
    view.put("recorded_at", order.recordedAt().toString());
    view.put("closed_at", text(order.closedAt()));
    view.putObject("due")
        .put("at", text(order.due().at()))
        .put("meter", order.due().meter())
        .put("reading", order.due().reading());
    view.set("job", json.readTree(order.job()));
    view.set("evidence", json.readTree(order.evidence()));
    return view;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
