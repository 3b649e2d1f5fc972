package io.millwright.ingest.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes rejected orders pending again when a person says so. Blocks; any thread. */
public final class Redelivery {
  private final DataSource dataSource;

  /**
   * Redelivery from the outbox.
   *
   * @param dataSource the database
   */
  public Redelivery(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Asks for an order to be sent. A rejected one becomes pending, a pending one is due at once, a
   * held one is looked at again; the dispatcher must be told with {@link Dispatcher#recheck}.
   *
   * @param order its id
   * @return whether there is something to send
   * @throws SQLException when the database does not answer
   */
  public Result request(UUID order) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                with wanted as (select id, status, delivery from work_order where id = ? for update),
                changed as (
                  update work_order w set delivery = 'pending', next_attempt_at = null
                  from wanted where w.id = wanted.id and wanted.delivery in ('rejected', 'pending')
                    and wanted.status not in ('completed', 'cancelled')
                  returning w.delivery)
                select status, delivery, (select delivery from changed) as now from wanted
                """)) {
      update.setObject(1, order);
      try (ResultSet rows = update.executeQuery()) {
        if (!rows.next()) {
          return new Result(Verdict.UNKNOWN, "", "");
        }
        String delivery = rows.getString("delivery");
        boolean changed = rows.getString("now") != null;
        return new Result(
            changed || delivery.equals("held") ? Verdict.REQUESTED : Verdict.IMPOSSIBLE,
            changed ? "pending" : delivery,
            rows.getString("status"));
      }
    }
  }

  /** What a request led to. */
  public enum Verdict {
    /** It will be looked at. */
    REQUESTED,
    /** No order has this id. */
    UNKNOWN,
    /** It is delivered or its work is over. */
    IMPOSSIBLE
  }

  /**
   * The answer to a request.
   *
   * @param verdict what it led to
   * @param delivery the order's delivery state now; empty when unknown
   * @param status the order's status; empty when unknown
   */
  public record Result(Verdict verdict, String delivery, String status) {}
}
