package io.millwright.ingest.dispatch;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.ingest.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A database with Millwright's tables, and rows in its outbox. */
public final class Outbox implements AutoCloseable {
  private final TestDatabase database = TestDatabase.fresh();
  private final Pool pool;

  /** Makes a database. */
  public Outbox() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.address().jdbcUrl());
    config.setUsername(database.address().user());
    config.setPassword(database.address().password());
    config.setMaximumPoolSize(8);
    pool = new Pool(config);
    Flyway.configure().dataSource(pool).load().migrate();
  }

  /** Returns the pool; it can be switched off. */
  public Pool dataSource() {
    return pool;
  }

  /** Adds an asset. */
  public void asset(String tag, String ownership, @Nullable String account) throws SQLException {
    update(
        "insert into asset (tag, name, class, ownership, account, location) values (?, ?, 'lift',"
            + " ?, ?, '1 High Street')",
        tag,
        "Asset " + tag,
        ownership,
        account);
  }

  /** Adds pending orders of an asset. Returns their ids, lowest number first. */
  public List<UUID> orders(String tag, String target, int count) throws SQLException {
    UUID batch = UUID.randomUUID();
    update(
        """
        insert into episode (key, asset_id, rule, cycle, opened_at, closed_at)
        select ? || i, a.id, ?, i, now(), now() from generate_series(1, ?) i, asset a
        where a.tag = ?
        """,
        batch + "/",
        batch.toString(),
        count,
        tag);
    update(
        """
        insert into work_order (id, episode_key, asset_id, rule, rule_version, type, target,
          priority, title, raised_at, due_at, due_reading, due_meter, job, evidence)
        select gen_random_uuid(), ? || i, a.id, ?, 'v1', 'PM', ?, 3, 'Service', now(), now(), 250,
          'hours', '{"code": "SVC"}', '{"why": "due"}' from generate_series(1, ?) i, asset a
        where a.tag = ? order by i
        """,
        batch + "/",
        batch.toString(),
        target,
        count,
        tag);
    List<UUID> ids = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id from work_order where rule = ? order by number")) {
      select.setString(1, batch.toString());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  /** Makes an order more urgent. */
  public void escalate(UUID order, int n, int priority) throws SQLException {
    update(
        "insert into work_order_escalation (order_id, n, time, priority, severity, why)"
            + " values (?, ?, now(), ?, 'action', 'overdue')",
        order,
        n,
        priority);
    update(
        "update work_order set priority = ?, as_raised = coalesce(as_raised,"
            + " jsonb_build_object('priority', priority, 'due_at', due_at)) where id = ?",
        priority,
        order);
  }

  /** Returns the delivery states of an order's escalations, in order. */
  public @Nullable String escalations(UUID order) throws SQLException {
    return text(
        "select string_agg(delivery, ' ' order by n) from work_order_escalation where order_id = ?",
        order);
  }

  /** Runs an update. */
  public void update(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement(sql)) {
      OutboxTable.bind(update, values);
      update.executeUpdate();
    }
  }

  /** Returns the first column of the first row as text. */
  public @Nullable String text(String sql, Object... values) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      OutboxTable.bind(select, values);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** Returns an order's delivery state. */
  public @Nullable String delivery(UUID id) throws SQLException {
    return text("select delivery from work_order where id = ?", id);
  }

  /** Counts the orders in a delivery state. */
  public int count(String delivery) throws SQLException {
    return Integer.parseInt(
        String.valueOf(text("select count(*) from work_order where delivery = ?", delivery)));
  }

  @Override
  public void close() {
    pool.close();
    database.close();
  }

  /** A pool that fails while it is switched off. */
  public static final class Pool extends HikariDataSource {
    private volatile boolean off;

    private Pool(HikariConfig config) {
      super(config);
    }

    /** Makes every use fail, or work again. */
    public void switchOff(boolean value) {
      off = value;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (off) {
        throw new SQLException("switched off by the test");
      }
      return super.getConnection();
    }
  }
}
