package io.millwright.sim.bench;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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

  /** Ids of all meters that are registered, in order. */
  int[] meters() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select array_agg(id order by id) from meter")) {
      rows.next();
      Integer[] ids = (Integer[]) rows.getArray(1).getArray();
      return Arrays.stream(ids).mapToInt(Integer::intValue).toArray();
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
