package io.millwright.ingest.cli;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.database.RunningDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/** {@code db psql}: a psql in the user's terminal, signed in already. */
@Command(
    name = "psql",
    description = "Open psql on the database, started first if need be; arguments go to psql.")
final class PsqlCommand implements Callable<Integer> {
  @ParentCommand private DbCommand db;

  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Runs until psql ends, whose exit code it returns. */
  @Override
  public Integer call() {
    return db.reporting(
        () -> {
          RunningDatabase server = db.databases().open(DbCommand.INSTANCE);
          server.ensureDatabase(server.address().database());
          return run(server);
        });
  }

  private int run(RunningDatabase server) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(server.psql().map(Path::toString).orElse("psql"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    signIn(server.address(), builder.environment());
    Process psql;
    try {
      psql = builder.start();
    } catch (IOException e) {
      throw new DatabaseUnavailableException(
          "There is no psql on the PATH. Install one (Debian: postgresql-client), or use any other"
              + " client with "
              + server.address().jdbcUrl(),
          e);
    }
    // Ctrl-C reaches both: psql cancels its query, and this process must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitQuietly(psql), "psql-outlives-us"));
    return psql.waitFor();
  }

  private static void signIn(DatabaseAddress address, Map<String, String> environment) {
    environment.put("PGHOST", address.server().host());
    environment.put("PGPORT", Integer.toString(address.server().port()));
    environment.put("PGDATABASE", address.database());
    environment.put("PGUSER", address.user());
    environment.put("PGPASSWORD", address.password());
    environment.putIfAbsent("PGCLIENTENCODING", "UTF8");
  }

  private static void awaitQuietly(Process psql) {
    try {
      psql.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
