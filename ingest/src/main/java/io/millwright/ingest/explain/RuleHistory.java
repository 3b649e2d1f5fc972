package io.millwright.ingest.explain;

import io.millwright.ingest.dispatch.OrderNumber;
import io.millwright.rules.explain.Explanation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has become of a rule on an asset. Blocks; any thread but an event loop. */
final class RuleHistory {
  private static final String NEWEST =
      "select w.id, w.number, w.status, w.raised_at, w.due_at, w.evidence::text as evidence,"
          + " e.cycle from episode e join work_order w on w.episode_key = e.key"
          + " where e.asset_id = ? and e.rule = ? order by e.cycle desc limit 1";
  private static final String SUPPRESSIONS =
      "select cycle, reason, time, detail from suppression"
          + " where asset_id = ? and rule = ? order by time desc, cycle desc limit ?";

  private final DataSource dataSource;

  RuleHistory(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The newest order of a rule on an asset, or null. */
  Explained.@Nullable Order newest(int asset, String rule) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setInt(1, asset);
      select.setString(2, rule);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? order(rows) : null;
      }
    }
  }

  private static Explained.Order order(ResultSet rows) throws SQLException {
    List<String> arithmetic = new ArrayList<>();
    JsonNode evidence = JsonMapper.shared().readTree(rows.getString("evidence"));
    evidence.path("arithmetic").forEach(step -> arithmetic.add(step.asString()));
    String number = OrderNumber.format(rows.getLong("number"));
    Timestamp raisedAt = rows.getTimestamp("raised_at");
    Timestamp dueAt = rows.getTimestamp("due_at");
    return new Explained.Order(
        rows.getObject("id", UUID.class),
        number,
        rows.getString("status"),
        raisedAt.toInstant(),
        dueAt == null ? null : dueAt.toInstant(),
        new Explanation.Raised(
            rows.getInt("cycle"),
            "order " + number,
            raisedAt.getTime(),
            evidence.path("why").asString(),
            arithmetic));
  }

  /** The newest suppressions of a rule on an asset, the newest last. */
  List<Explained.Suppressed> suppressions(int asset, String rule, int limit) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SUPPRESSIONS)) {
      select.setInt(1, asset);
      select.setString(2, rule);
      select.setInt(3, limit);
      List<Explained.Suppressed> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Explained.Suppressed(
                  rows.getInt("cycle"),
                  rows.getString("reason"),
                  new Explanation.Suppressed(
                      rows.getTimestamp("time").getTime(), rows.getString("detail"))));
        }
      }
      Collections.reverse(found);
      return found;
    }
  }
}
