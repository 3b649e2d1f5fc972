package io.millwright.ingest.cli;

import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.verify.Verification;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millwright verify}: is what is stored what the log says? Changes nothing. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Fold the whole stored log from nothing and compare with the states, episodes and work orders"
          + " that are stored; a line for each difference.",
      "The database is only read; the service may run."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:everything is as the log says",
      " 1:there are differences",
      " 2:no database, or it cannot be read"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "jdbc:postgresql://... (MILLWRIGHT_DB_URL). Otherwise the one that runs.")
  private @Nullable String db;

  private final Map<String, String> environment;

  /** For picocli. */
  public VerifyCommand() {
    this(System.getenv());
  }

  VerifyCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      PGSimpleDataSource database = DatabaseToRead.find(db, environment, "verify");
      Registry registry = new Registry(database, password -> password);
      Verification.Report report = new Verification(database, registry).run(out::println);
      print(out, report);
      return report.isRight() ? 0 : DIFFERENT;
    } catch (SQLException e) {
      err.println(DatabaseToRead.words(e));
    } catch (DatabaseUnavailableException | IllegalStateException | IllegalArgumentException e) {
      err.println(e.getMessage());
    }
    return UNUSABLE;
  }

  private static void print(PrintWriter out, Verification.Report report) {
    TextTable table = new TextTable("CHECK", "CHECKED", "WRONG");
    report
        .counts()
        .forEach(
            (check, count) ->
                table.add(
                    List.of(check.words(), grouped(count.checked()), grouped(count.wrong()))));
    table.print(out);
    out.printf(
        Locale.ROOT,
        "%s: folded %,d readings and %,d other events of %,d assets in %.1f s (%,.0f a second);"
            + " %,d numbers of the log were never used%n",
        report.isRight() ? "All right" : "DIFFERENT",
        report.readings(),
        report.events(),
        report.assets(),
        report.nanos() / 1e9,
        report.perSecond(),
        report.unused());
    out.flush();
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
