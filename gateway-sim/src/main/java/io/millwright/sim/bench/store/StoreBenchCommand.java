package io.millwright.sim.bench.store;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import io.millwright.ingest.store.Migrations;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench store}. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "What storing a reading costs, beside a raw sorted COPY into the same table. Works in a"
          + " database of its own, which it drops at the end."
    })
public final class StoreBenchCommand implements Callable<Integer> {
  private static final String DATABASE = "millwright_bench_store";
  private static final int FEWEST_ROWS = 10_000;
  private static final List<String> SETTINGS =
      List.of(
          "server_version",
          "timescaledb.license",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_compression");

  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      defaultValue = "100000",
      description = "How many rows each way writes in a round; at least 10000.")
  private int rows;

  @Option(
      names = "--stored",
      defaultValue = "3000000",
      description =
          "How many rows the table has before; with fewer than 300 a meter all is faster.")
  private int stored;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "jdbc:postgresql://... (MILLWRIGHT_DB_URL). Otherwise a private one.")
  private @Nullable String db;

  @Option(
      names = "--sql",
      paramLabel = "STATEMENT",
      description =
          "Run this on the new database first, such as \"alter database ... set ...\" or another"
              + " layout of the table: to find out what it would change. May be given often.")
  private List<String> statements = List.of();

  /** For picocli. */
  public StoreBenchCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (rows < FEWEST_ROWS) {
      throw new ParameterException(
          spec.commandLine(), "--rows must be at least " + FEWEST_ROWS + ", not " + rows);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      RunningDatabase server = Databases.fromEnvironment(db, System.getenv()).open("bench-store");
      try {
        server.recreateDatabase(DATABASE);
        run(server.address().withDatabase(DATABASE), out);
      } finally {
        server.dropDatabase(DATABASE);
        if (server.startedHere()) {
          server.stop();
        }
      }
      return 0;
    } catch (DatabaseUnavailableException | IllegalArgumentException | IllegalStateException e) {
      err.println(e.getMessage());
    } catch (SQLException | ExecutionException e) {
      err.println("The database fails: " + e.getMessage());
    }
    return 1;
  }

  private void run(DatabaseAddress address, PrintWriter out)
      throws SQLException, InterruptedException, ExecutionException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    source.setUser(address.user());
    source.setPassword(address.password());
    Migrations.run(source);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        out.println(sql);
        statement.execute(sql);
      }
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        try (ResultSet result =
            statement.executeQuery("select current_setting('" + setting + "')")) {
          result.next();
          out.print(setting + " " + result.getString(1) + "; ");
        }
      }
    }
    out.println(Runtime.getRuntime().availableProcessors() + " processors");
    new StoreBench(address, source, stored, rows, out).run();
  }
}
