package io.millwright.ingest.plans;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of what rules in shadow mode would have raised. */
public final class ShadowOrders {
  private static final String SELECT =
      """
      select s.number, s.episode_key, a.tag, s.rule, s.rule_version, s.type, s.target, s.priority,
        s.title, s.raised_at, s.recorded_at, s.closed_at, s.due_at, s.due_meter, s.due_reading,
        s.job::text, s.evidence::text
      from shadow_order s join asset a on a.id = s.asset_id
      where s.number > ? and (?::text is null or a.tag = ?) and (?::text is null or s.rule = ?)
      order by s.number limit ?\
      """;

  /**
   * A page of them, lowest number first.
   *
   * @param connection any
   * @param asset the tag of an asset, or null for all
   * @param rule the id of a rule, or null for all
   * @param after only those with a higher number
   * @param limit how many at most
   * @return the orders
   * @throws SQLException when the database fails
   */
  public List<ShadowOrder> list(
      Connection connection, @Nullable String asset, @Nullable String rule, long after, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, after);
      select.setString(2, asset);
      select.setString(3, asset);
      select.setString(4, rule);
      select.setString(5, rule);
      select.setInt(6, limit);
      List<ShadowOrder> orders = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          orders.add(order(rows));
        }
      }
      return orders;
    }
  }

  private static ShadowOrder order(ResultSet rows) throws SQLException {
    return new ShadowOrder(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getString(7),
        rows.getInt(8),
        rows.getString(9),
        rows.getObject(10, OffsetDateTime.class).toInstant(),
        rows.getObject(11, OffsetDateTime.class).toInstant(),
        instant(rows, 12),
        new ShadowOrder.Due(
            instant(rows, 13), rows.getString(14), rows.getObject(15, Double.class)),
        rows.getString(16),
        rows.getString(17));
  }

  private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
