package io.millwright.ingest.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/shadow-orders}: what rules in shadow mode would have raised, and why. */
public final class ShadowOrderRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final String SELECT =
      """
      select s.*, a.tag, s.job::text as job_text, s.evidence::text as evidence_text
      from shadow_order s join asset a on a.id = s.asset_id
      where s.number > ? and (?::text is null or a.tag = ?) and (?::text is null or s.rule = ?)
      order by s.number limit ?\
      """;

  private final Vertx vertx;
  private final DataSource database;

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
            orders -> {
              ObjectNode page = JsonMapper.shared().createObjectNode();
              page.putArray("items").addAll(orders);
              boolean more = orders.size() == limit;
              page.put(
                  "next_after",
                  more ? (Long) orders.get(orders.size() - 1).path("number").asLong() : null);
              JsonAnswer.send(context, 200, page);
            });
  }

  private List<ObjectNode> read(
      @Nullable String asset, @Nullable String rule, long after, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, after);
      select.setString(2, asset);
      select.setString(3, asset);
      select.setString(4, rule);
      select.setString(5, rule);
      select.setInt(6, limit);
      List<ObjectNode> orders = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          orders.add(view(rows));
        }
      }
      return orders;
    }
  }

  private static ObjectNode view(ResultSet rows) throws SQLException {
    JsonMapper json = JsonMapper.shared();
    ObjectNode order = json.createObjectNode();
    order.put("number", rows.getLong("number"));
    order.put("episode", rows.getString("episode_key"));
    order.put("asset", rows.getString("tag"));
    order
        .putObject("rule")
        .put("id", rows.getString("rule"))
        .put("version", rows.getString("rule_version"));
    order.put("type", rows.getString("type"));
    order.put("target", rows.getString("target"));
    order.put("priority", rows.getInt("priority"));
    order.put("title", rows.getString("title"));
    order.put("raised_at", time(rows, "raised_at"));
    order.put("recorded_at", time(rows, "recorded_at"));
    order.put("closed_at", time(rows, "closed_at"));
    order
        .putObject("due")
        .put("at", time(rows, "due_at"))
        .put("meter", rows.getString("due_meter"))
        .put("reading", (Double) rows.getObject("due_reading"));
    order.set("job", json.readTree(rows.getString("job_text")));
    order.set("evidence", json.readTree(rows.getString("evidence_text")));
    return order;
  }

  private static @Nullable String time(ResultSet rows, String column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant().toString();
  }
}
