package io.millwright.ingest.cli;

import io.millwright.ingest.database.DatabaseAddress;
import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.database.Databases;
import io.millwright.ingest.database.RunningDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code millwright db}: runs and reaches the development database, the instance {@code dev}.
 *
 * <p>Exit codes: 0 done, 1 no database or it refused, 2 wrong usage, 3 ({@code status}) not
 * running; {@code psql} passes on psql's own.
 */
@Command(
    name = "db",
    description = "Run and reach the development database.",
    subcommands = PsqlCommand.class,
    synopsisSubcommandLabel = "(start | stop | status | psql | reset)",
    footer = {
      "",
      "The first of these that is there is used (MILLWRIGHT_DB=url|docker|private forces one):",
      "  url      MILLWRIGHT_DB_URL, with MILLWRIGHT_DB_USER and MILLWRIGHT_DB_PASSWORD",
      "  docker   TimescaleDB in a container, when a Docker engine answers",
      "  private  TimescaleDB from Debian packages, kept in MILLWRIGHT_CACHE, else in",
      "           ~/.cache/millwright, for root in /var/cache/millwright"
    })
public final class DbCommand implements Callable<Integer> {
  static final String INSTANCE = "dev";
  private static final int NOT_RUNNING = 3;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on the annotation alone
  private boolean help;

  @Spec private CommandSpec spec;

  private final Map<String, String> env;

  /** Reads the process's environment. */
  public DbCommand() {
    this(System.getenv());
  }

  DbCommand(Map<String, String> env) {
    this.env = env;
  }

  /** Prints the usage: a subcommand is required. */
  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "start",
      description = "Start the database if it does not run yet, and say how to connect.")
  int start() {
    return reporting(
        () -> {
          RunningDatabase server = databases().open(INSTANCE);
          DatabaseAddress address = server.address();
          server.ensureDatabase(address.database());
          out().println(server.startedHere() ? "Database started." : "Database runs already.");
          describe(address);
          out().println("Connect:  millwright db psql");
          if (!address.origin().equals("url")) {
            out().println("Stop:     millwright db stop   (data is kept)");
          }
          return 0;
        });
  }

  @Command(name = "stop", description = "Stop the database that Millwright runs. Its data is kept.")
  int stop() {
    return reporting(
        () -> {
          Optional<RunningDatabase> server = databases().find(INSTANCE);
          if (server.isEmpty()) {
            out().println("No database of Millwright's runs; nothing to stop.");
          } else if (server.get().address().origin().equals("url")) {
            out()
                .println(
                    server.get().address().jdbcUrl()
                        + " is not run by Millwright; it is left alone.");
          } else {
            server.get().stop();
            out().println("Database stopped. Its data is kept for the next 'millwright db start'.");
          }
          return 0;
        });
  }

  @Command(
      name = "status",
      description = "Say whether the database runs, and where (exit code 3: it does not).")
  int status() {
    return reporting(
        () -> {
          Optional<RunningDatabase> server = databases().find(INSTANCE);
          if (server.isEmpty()) {
            out().println("No database runs. 'millwright db start' starts one.");
            return NOT_RUNNING;
          }
          out().println("Database runs.");
          describe(server.get().address());
          return 0;
        });
  }

  @Command(name = "reset", description = "Drop the database with ALL its data and create it empty.")
  int reset(@Option(names = "--yes", description = "Do not ask.") boolean yes) {
    return reporting(
        () -> {
          RunningDatabase server = databases().open(INSTANCE);
          String name = server.address().database();
          if (!yes && !confirmed(server.address())) {
            err().println("Nothing was dropped. To drop without being asked: --yes");
            return 1;
          }
          server.recreateDatabase(name);
          out().println("Database " + name + " is empty now.");
          return 0;
        });
  }

  private boolean confirmed(DatabaseAddress address) throws IOException {
    out().printf("This drops all data in %s.%nType the database's name: ", address.jdbcUrl());
    out().flush();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    return address.database().equals(answers.readLine());
  }

  private void describe(DatabaseAddress address) {
    out().println("Origin:   " + address.origin());
    out().println("JDBC URL: " + address.jdbcUrl());
    out().println("User:     " + address.user());
    if (!address.origin().equals("url")) {
      out().println("Password: " + address.password());
    }
  }

  int reporting(Callable<Integer> action) {
    try {
      return action.call();
    } catch (DatabaseUnavailableException | IllegalArgumentException e) {
      err().println(e.getMessage());
      return 1;
    } catch (Exception e) {
      throw new CommandLine.ExecutionException(spec.commandLine(), "db failed: " + e, e);
    }
  }

  Databases databases() {
    return Databases.fromEnvironment(null, env);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
