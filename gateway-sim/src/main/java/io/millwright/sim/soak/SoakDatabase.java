package io.millwright.sim.soak;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A private TimescaleDB server of the run's own, with the settings of a real one (it flushes to
 * disk before it answers), which may be killed and filled up.
 */
final class SoakDatabase implements AutoCloseable {
  static final String NAME = "millwright_soak";

  private static final long END_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String instance = "soak-" + ProcessHandle.current().pid();
  private final Map<String, String> env;
  private final Path data;
  private RunningDatabase server;
  private boolean closed;

  /** Starts it, empty, with the database {@link #NAME}. */
  SoakDatabase() throws SQLException {
    env = new HashMap<>(System.getenv());
    env.put("MILLWRIGHT_DB", "private");
    server = Databases.fromEnvironment(null, env).open(instance);
    server.recreateDatabase(NAME);
    data = Path.of(text("show data_directory"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "soak-database"));
  }

  /** The database, while the server runs. */
  DatabaseAddress address() {
    return server.address().withDatabase(NAME);
  }

  /** The instance's folder; it holds nothing but this server. */
  Path folder() {
    return data.resolveSibling("");
  }

  Connection connect() throws SQLException {
    DatabaseAddress address = address();
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  /** Each row as text, its columns separated by a blank. */
  List<String> rows(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder(String.valueOf(result.getString(1)));
        for (int i = 2; i <= columns; i++) {
          row.append(' ').append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  String text(String query) throws SQLException {
    return rows(query).get(0);
  }

  long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  /** Ends the server at once, as pg_ctl's immediate mode does: it recovers at its next start. */
  void quit() throws IOException, InterruptedException {
    end("QUIT");
  }

  /** kill -9 of the server and of each of its processes. */
  void kill() throws IOException, InterruptedException {
    end("KILL");
  }

  private void end(String signal) throws IOException, InterruptedException {
    Optional<ProcessHandle> postmaster = postmaster();
    if (postmaster.isEmpty()) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(postmaster.get().descendants().toList());
    Signals.send(postmaster.get().pid(), signal);
    if (signal.equals("KILL")) {
      for (ProcessHandle process : all) {
        Signals.send(process.pid(), signal);
      }
    }
    all.add(postmaster.get());
    long end = System.nanoTime() + END_PATIENCE_NANOS;
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > end) {
        throw new IOException("The database server does not end; see " + log());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Whether the server's first process lives. */
  boolean isAlive() throws IOException {
    return postmaster().isPresent();
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Starts it again on the same port, and waits until it answers; an operator's part. */
  void restart() throws IOException {
    int before = address().server().port();
    server = Databases.fromEnvironment(null, env).open(instance);
    if (address().server().port() != before) {
      throw new IOException("Another program has taken the database's port " + before);
    }
  }

  /** Stops it, and makes it forget all data; the folder stays, empty. */
  void clear() throws IOException {
    server.stop();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder()) && !Files.isSameFile(file, folder())) {
          Files.delete(file);
        }
      }
    }
  }

  /** Starts it empty, after {@link #clear}. */
  void begin() {
    server = Databases.fromEnvironment(null, env).open(instance);
    server.recreateDatabase(NAME);
  }

  Path log() {
    return data.resolveSibling("server.log");
  }

  /** Stops the server and removes its files; also when the run is interrupted. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      clear();
      Files.deleteIfExists(folder());
      Files.deleteIfExists(folder().resolveSibling(instance + ".lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
