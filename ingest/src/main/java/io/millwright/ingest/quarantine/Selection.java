package io.millwright.ingest.quarantine;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter as SQL.
 *
 * @param condition for a where clause
 * @param values for its parameters
 */
record Selection(String condition, List<Object> values) {

  static Selection of(QuarantineFilter filter) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    List<Object> values = new ArrayList<>();
    add(conditions, values, "reason = ?", filter.reason() == null ? null : filter.reason().word());
    add(conditions, values, "asset = ?", filter.asset());
    add(conditions, values, "gateway = ?", filter.gateway());
    add(
        conditions,
        values,
        "received_at >= ?",
        filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC));
    if (filter.openOnly()) {
      conditions.add("replayed_at is null");
    }
    List<Long> ids = filter.ids();
    add(conditions, values, "id = any(?)", ids == null ? null : ids.toArray(new Long[0]));
    return new Selection(String.join(" and ", conditions), values);
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof Long[] ids) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", ids));
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}
