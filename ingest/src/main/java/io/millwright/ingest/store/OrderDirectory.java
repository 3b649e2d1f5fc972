package io.millwright.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what an order belongs to. */
public final class OrderDirectory {

  /**
   * An order's place.
   *
   * @param asset the asset's id
   * @param tag the asset's tag
   * @param rule the rule that raised it
   * @param cycle the episode's cycle
   * @param status open, accepted, started, completed or cancelled
   * @param deferredAt when it was last put off, or null
   */
  public record Entry(
      int asset, String tag, String rule, int cycle, String status, @Nullable Instant deferredAt) {}

  /**
   * Looks an order up.
   *
   * @param connection any
   * @param order the order's id
   * @return empty when no order has that id
   * @throws SQLException when the database fails
   */
  public Optional<Entry> find(Connection connection, UUID order) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select o.asset_id, a.tag, o.rule, e.cycle, o.status,"
                + " (o.deferral ->> 'time')::timestamptz from work_order o"
                + " join episode e on e.key = o.episode_key join asset a on a.id = o.asset_id"
                + " where o.id = ?")) {
      select.setObject(1, order);
      try (ResultSet result = select.executeQuery()) {
        if (!result.next()) {
          return Optional.empty();
        }
        OffsetDateTime deferred = result.getObject(6, OffsetDateTime.class);
        return Optional.of(
            new Entry(
                result.getInt(1),
                result.getString(2),
                result.getString(3),
                result.getInt(4),
                result.getString(5),
                deferred == null ? null : deferred.toInstant()));
      }
    }
  }
}
