package io.millwright.sim.bench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** CPU time of a connection's server process: steadier than the clock on a busy machine. */
final class BackendCpu {
  private static final int UTIME = 11;

  /** USER_HZ is 100 on every Linux that Java runs on. */
  private static final double MICROS_A_TICK = 10_000;

  private final Path stat;

  BackendCpu(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
      result.next();
      stat = Path.of("/proc/" + result.getInt(1) + "/stat");
    }
  }

  /** Microseconds since the process began; NaN when the server is on another machine. */
  double micros() {
    try {
      String text = Files.readString(stat);
      // After the command, which is in parentheses and may hold anything.
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", UTIME + 3);
      return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * MICROS_A_TICK;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
