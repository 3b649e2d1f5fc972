package io.millwright.ingest.dashboards;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.ingest.store.Migrations;
import io.millwright.ingest.testing.TestDatabase;
import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.MeterState;
import io.millwright.rules.state.AssetState.OffsetMove;
import io.millwright.rules.state.AssetState.RateState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Our tables with a few rows, and a role with the rights that grafana/reader.sql gives. */
final class ReaderDatabase implements AutoCloseable {
  private static final Pattern GRANT = Pattern.compile("(?m)^grant [^;]*;");
  private static final Instant READ_AT = Instant.parse("2026-11-20T12:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final String role = database.address().database() + "_reader";

  ReaderDatabase() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.address().jdbcUrl());
    config.setUsername(database.address().user());
    config.setPassword(database.address().password());
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Migrations.run(pool);
    }
    execute("create role " + role);
    String script = Dashboards.text(Dashboards.GRAFANA.resolve("reader.sql"));
    for (String grant : GRANT.matcher(script).results().map(found -> found.group()).toList()) {
      execute(grant.replace("grafana_reader", role));
    }
  }

  /** An owned excavator with an overdue service, a lift whose visit is held, and oddities. */
  void fill() throws SQLException {
    execute(
        """
        insert into asset (tag, name, class, site, ownership)
          values ('EX-104', 'Excavator 104', 'excavator', 'Pit 2', 'owned'),
                 ('LIFT-7', 'Lift 7', 'lift', null, 'contracted');
        insert into meter (asset_id, name, kind, unit)
          values (1, 'engine_hours', 'counter', 'h'), (1, 'coolant_temp', 'gauge', 'degC'),
                 (2, 'trips', 'counter', 'cycles');
        insert into reading (meter_id, time, value, flags, seq)
          values (1, '2026-11-20 11:00Z', 740, 0, 1), (1, '2026-11-20 12:00Z', 741, 0, 2),
                 (2, '2026-11-20 12:00Z', 83, 0, 3);
        insert into episode (key, asset_id, rule, cycle, opened_at)
          values ('EX-104/service/3', 1, 'service', 3, '2026-11-20 12:00Z'),
                 ('LIFT-7/door/1', 2, 'door', 1, '2026-11-21 12:00Z');
        insert into work_order (id, episode_key, asset_id, rule, rule_version, type, target, priority,
            title, raised_at, due_at, due_meter, due_reading, job, evidence, delivery, hold_reason)
          values (gen_random_uuid(), 'EX-104/service/3', 1, 'service', '1', 'PM', 'cmms', 3,
              '250 h service', '2026-11-20 12:00Z', now() - interval '1 day', 'engine_hours', 10750,
              '{}', '{"why": "9 h before 10 750 h", "unit": "h"}', 'pending', null),
            (gen_random_uuid(), 'LIFT-7/door/1', 2, 'door', '1', 'CM', 'fsm', 2,
              'Door drive', '2026-11-21 12:00Z', null, null, null,
              '{}', '{"why": "fault E-204"}', 'held', 'a visit needs the account');
        insert into shadow_order (episode_key, asset_id, rule, rule_version, type, target, priority,
            title, raised_at, job, evidence)
          values ('EX-1/trial/1', 1, 'trial', 'a', 'PM', 'cmms', 3, 'On trial',
              '2026-11-20 12:00Z', '{}', '{"why": "due"}');
        insert into suppression (asset_id, rule, cycle, reason, time, detail)
          values (1, 'service', 3, 'episode_open', '2026-11-20 13:00Z', 'order 1 is open');
        insert into forecast (asset_id, rule, title, kind, due_early, due_likely, due_late, meter, unit,
            total, due_total, per_day, read_at, stale, notes)
          values (1, 'service', '250 h service', 'open', '2026-11-21 12:00Z', '2026-11-22 12:00Z',
              '2026-11-23 12:00Z', 'engine_hours', 'h', 10741, 10750, 6, '2026-11-20 12:00Z', true,
              '9 to go at 6 a day'),
            (2, 'yearly', 'Inspection', 'unknown', null, null, null, null, null, null, null, null,
              null, false, 'its calendar has not begun');
        insert into forecast_refresh (at, assets, took_ms) values ('2026-11-22 12:00Z', 2, 5);
        insert into quarantine (digest, reason, detail, gateway, topic, asset, payload, received_at)
          values ('\\x01', 'unknown_asset', 'no asset EX-999', 'gw-1', 't', 'EX-999', '',
              '2026-11-20 12:00Z')
        """);
    saveState();
  }

  private void saveState() throws SQLException {
    long readAt = READ_AT.toEpochMilli();
    long tenDays = Duration.ofDays(10).toMillis();
    MeterState hours =
        new MeterState(
            readAt,
            741,
            10_000,
            List.of(
                new OffsetMove(readAt - tenDays, true, 0, 10_000, readAt - tenDays, 10_000, 0),
                new OffsetMove(readAt - 1, false, 10_000, 0, readAt - 2, 740, 741)),
            new RateState(readAt - tenDays, 10_681, readAt, 10_741),
            null,
            null);
    MeterState derived =
        new MeterState(
            readAt, 34, 0, List.of(), new RateState(readAt - tenDays, 24, readAt, 34), null, null);
    MeterState gauge = new MeterState(readAt, 83, 0, List.of(), null, null, null);
    Map<String, MeterState> meters =
        Map.of("engine_hours", hours, "equivalent_hours", derived, "coolant_temp", gauge);
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into asset_state (asset_id, seq, state) values (1, 3, ?)")) {
      insert.setString(
          1, AssetStateJson.toJson(new AssetState(meters, Map.of(), Map.of(), Map.of())));
      insert.executeUpdate();
    }
  }

  /** The rows that Grafana would get. */
  List<List<Object>> asReader(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set role " + role);
      List<List<Object>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<Object> row = new ArrayList<>();
          for (int column = 1; column <= columns; column++) {
            row.add(result.getObject(column));
          }
          rows.add(Collections.unmodifiableList(row));
        }
      }
      return rows;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("drop owned by " + role + "; drop role " + role);
    database.close();
  }
}
