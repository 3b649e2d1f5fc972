package io.millwright.sim.bench;

import io.millwright.sim.load.LoadFleet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of a peer: the hypertable of readings with the unique key that Millwright's has,
 * without what only Millwright needs (sequence, flags), and the ids of the fleet's meters.
 */
final class PeerTables {
  private PeerTables() {}

  static void create(BenchDatabase database, LoadFleet fleet) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists timescaledb");
      statement.execute(
          "create table reading (meter_id integer not null, time timestamptz not null,"
              + " value double precision not null)");
      statement.execute(
          "select create_hypertable('reading', 'time', chunk_time_interval => interval '7 days',"
              + " create_default_indexes => false)");
      statement.execute("create unique index reading_meter_time on reading (meter_id, time)");
      statement.execute(
          "create table meter (id integer generated always as identity primary key,"
              + " asset text not null, name text not null)");
      meters(connection, fleet);
    }
  }

  private static void meters(Connection connection, LoadFleet fleet) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into meter (asset, name) values (?, ?)")) {
      for (int asset = 0; asset < fleet.assets(); asset++) {
        for (int meter = 0; meter < fleet.metersOf(asset); meter++) {
          insert.setString(1, fleet.tag(asset));
          insert.setString(2, LoadFleet.meter(meter));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
