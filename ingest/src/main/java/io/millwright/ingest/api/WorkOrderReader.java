package io.millwright.ingest.api;

import io.millwright.ingest.dispatch.OrderNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads work orders for the API. Blocks; any thread but an event loop. */
final class WorkOrderReader {
  private static final Pattern UUID_FORM =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Map<String, String> COLUMNS =
      Map.of("status", "w.status", "delivery", "w.delivery", "asset", "a.tag", "type", "w.type");
  private static final String SELECT =
      "select w.*, w.job::text as job_text, w.evidence::text as evidence_text, w.completion::text"
          + " as completion_text, w.deferral::text as deferral_text, w.evidence ->> 'why' as why,"
          + " a.tag, (select jsonb_agg(jsonb_build_object('n', e.n, 'time', to_char(e.time at time"
          + " zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), 'priority', e.priority, 'severity',"
          + " e.severity, 'why', e.why, 'delivery', e.delivery, 'last_error', e.last_error) order"
          + " by e.n) from work_order_escalation e where e.order_id = w.id)::text as"
          + " escalations_text from work_order w join asset a on a.id = w.asset_id where ";

  private final DataSource dataSource;

  WorkOrderReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Finds an order.
   *
   * @param idOrNumber its UUID or its number, such as {@code WO-000012}
   * @return what feedback needs of it
   */
  Optional<OrderKey> key(String idOrNumber) throws SQLException {
    return one(
        "select w.id, w.number, w.type, w.due_meter from work_order w where ",
        idOrNumber,
        rows ->
            new OrderKey(
                rows.getObject("id", UUID.class),
                rows.getLong("number"),
                rows.getString("type"),
                rows.getString("due_meter")));
  }

  /**
   * Reads an order with its job, its evidence and its completion.
   *
   * @param idOrNumber its UUID or its number
   * @return the order
   */
  Optional<ObjectNode> detail(String idOrNumber) throws SQLException {
    return one(SELECT, idOrNumber, WorkOrderView::detail);
  }

  /** Lists orders, lowest number first. */
  List<ObjectNode> list(WorkOrderQuery query) throws SQLException {
    StringBuilder where = new StringBuilder("w.number > ?");
    List<Object> values = new ArrayList<>(List.of(query.after()));
    query
        .filters()
        .forEach(
            (name, value) -> {
              where.append(" and ").append(COLUMNS.get(name)).append(" = ?");
              values.add(value);
            });
    values.add(query.limit());
    return read(SELECT + where + " order by w.number limit ?", values, WorkOrderView::summary);
  }

  private <T> Optional<T> one(String select, String idOrNumber, Shape<T> shape)
      throws SQLException {
    OptionalLong number = OrderNumber.parse(idOrNumber);
    if (number.isPresent()) {
      return read(select + "w.number = ?", List.of(number.getAsLong()), shape).stream().findFirst();
    }
    UUID id = uuid(idOrNumber);
    return id == null
        ? Optional.empty()
        : read(select + "w.id = ?", List.of(id), shape).stream().findFirst();
  }

  private static @Nullable UUID uuid(String text) {
    return UUID_FORM.matcher(text).matches() ? UUID.fromString(text) : null;
  }

  private <T> List<T> read(String sql, List<?> values, Shape<T> shape) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(shape.of(rows));
        }
      }
      return found;
    }
  }

  /** Makes something of a row. */
  private interface Shape<T> {
    T of(ResultSet rows) throws SQLException;
  }

  /** Returns the number of the last order of a page, for the next page. */
  static String number(ObjectNode order) {
    return order.path("number").asString();
  }
}
