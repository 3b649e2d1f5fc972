package io.millwright.sim.bench;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.RunningDatabase;
import io.millwright.sim.load.LoadFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** A scratch database of the benchmark's own: made empty, dropped at the end. */
final class BenchDatabase implements AutoCloseable {
  private final RunningDatabase server;
  private final DatabaseAddress address;

  BenchDatabase(RunningDatabase server, String name) {
    this.server = server;
    this.address = server.address().withDatabase(name);
    server.recreateDatabase(name);
  }

  DatabaseAddress address() {
    return address;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  long number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Ids of the meters of a fleet that is registered, in order. */
  int[] meters(LoadFleet fleet) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement(
                "select array_agg(m.id order by m.id) from meter m join asset a on a.id ="
                    + " m.asset_id where a.tag between ? and ?")) {
      select.setString(1, fleet.tag(0));
      select.setString(2, fleet.tag(fleet.assets() - 1));
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        Integer[] ids = (Integer[]) rows.getArray(1).getArray();
        return Arrays.stream(ids).mapToInt(Integer::intValue).toArray();
      }
    }
  }

  /**
   * The process whose children serve the connections.
   *
   * @throws IOException when it is not on this machine, so that its cost cannot be read
   */
  long postmaster() throws IOException, SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      long backend = rows.getLong(1);
      Path name = Path.of("/proc/" + backend + "/comm");
      if (!Files.exists(name) || !Files.readString(name).startsWith("postgres")) {
        throw new IOException("PostgreSQL runs elsewhere: its processor time cannot be read");
      }
      return ProcessCpu.parent(backend);
    }
  }

  @Override
  public void close() {
    server.dropDatabase(address.database());
  }
}
