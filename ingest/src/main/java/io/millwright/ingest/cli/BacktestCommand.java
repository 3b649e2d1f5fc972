package io.millwright.ingest.cli;

import io.millwright.ingest.backtest.LiveOrders;
import io.millwright.ingest.backtest.StoredBacktest;
import io.millwright.ingest.database.DatabaseUnavailableException;
import io.millwright.ingest.failure.FailureFile;
import io.millwright.ingest.failure.FailureRecord;
import io.millwright.ingest.failure.FailureTable;
import io.millwright.ingest.failure.FailuresRefused;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.store.AssetLog;
import io.millwright.rules.backtest.Failure;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.Report;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code millwright backtest}: what would a plan file have done? Reads the database and changes
 * nothing in it; the service may run meanwhile.
 *
 * <p>Exit codes: 0 done, 1 no database, 2 a file or an option cannot be used.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Fold the stored readings under other plans: the orders they would have raised, how long"
          + " before each recorded failure, failures missed, nuisance orders, work a week.",
      "The database is only read; the service may run."
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;
  private static final int FAILURES_AT_ONCE = 10_000;

  @Spec private CommandSpec spec;
  @Mixin private BacktestOptions options;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "jdbc:postgresql://... (MILLWRIGHT_DB_URL). Otherwise the one that runs.")
  private @Nullable String db;

  private final Map<String, String> environment;

  /** For picocli. */
  public BacktestCommand() {
    this(System.getenv());
  }

  BacktestCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      PlanSet plans = plans(options.plans());
      String compare = options.compare();
      PlanSet others = compare == null || compare.equals("live") ? null : plans(Path.of(compare));
      run(plans, others);
      return 0;
    } catch (Unusable e) {
      e.lines.forEach(err::println);
      return UNUSABLE;
    } catch (FailuresRefused e) {
      e.problems().forEach(err::println);
      return UNUSABLE;
    } catch (IllegalArgumentException | IOException e) {
      err.println(
          e instanceof NoSuchFileException
              ? "There is no file " + e.getMessage()
              : String.valueOf(e.getMessage()));
      return UNUSABLE;
    } catch (SQLException e) {
      err.println(DatabaseToRead.words(e));
      return 1;
    } catch (DatabaseUnavailableException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private void run(PlanSet plans, @Nullable PlanSet others)
      throws SQLException, IOException, FailuresRefused, InterruptedException {
    PGSimpleDataSource database = DatabaseToRead.find(db, environment, "backtest");
    AssetLog log = new AssetLog();
    Instant[] span = span(database, log);
    Question question = question(plans, span);
    Map<String, List<Failure>> failures = failures(database);
    Registry registry = new Registry(database, password -> password);
    registry.load();
    StoredBacktest backtest = new StoredBacktest(database, log, options.threads());
    StoredBacktest.Result result = backtest.run(question, registry.all(), failures);
    Report other = null;
    if (others != null) {
      other = backtest.run(question(others, span), registry.all(), failures).report();
    } else if (options.compare() != null) {
      other = live(database, question, failures);
    }
    BacktestPrint print = new BacktestPrint(spec.commandLine().getOut(), options, question);
    print.all(result, other);
  }

  private Question question(PlanSet plans, Instant[] span) {
    return new Question(
        plans,
        options.from(span[0]).toEpochMilli(),
        options.to(span[1]).toEpochMilli(),
        options.completedAfterMillis(),
        options.lead());
  }

  private static Instant[] span(PGSimpleDataSource database, AssetLog log) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return log.span(connection)
          .orElseThrow(
              () -> new IllegalArgumentException("There are no readings in this database yet"));
    }
  }

  private static Report live(
      PGSimpleDataSource database, Question question, Map<String, List<Failure>> failures)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return new LiveOrders().judge(connection, question, failures);
    }
  }

  private Map<String, List<Failure>> failures(PGSimpleDataSource database)
      throws SQLException, IOException, FailuresRefused {
    Map<String, List<Failure>> byAsset = new TreeMap<>();
    Path file = options.failures();
    List<FailureRecord> records =
        file == null
            ? recorded(new FailureTable(database))
            : FailureFile.read(file.toString(), Files.readString(file));
    for (FailureRecord record : records) {
      byAsset
          .computeIfAbsent(record.asset(), tag -> new ArrayList<>())
          .add(new Failure(record.asset(), record.time().toEpochMilli(), record.mode()));
    }
    return byAsset;
  }

  private static List<FailureRecord> recorded(FailureTable table) throws SQLException {
    List<FailureRecord> all = new ArrayList<>();
    long after = 0;
    List<FailureTable.Row> page;
    do {
      page = table.list(new FailureTable.Filter(null, null, null, after, FAILURES_AT_ONCE));
      for (FailureTable.Row row : page) {
        all.add(row.failure());
        after = row.id();
      }
    } while (page.size() == FAILURES_AT_ONCE);
    return all;
  }

  private static PlanSet plans(Path file) throws IOException {
    try {
      return PlanReader.read(Files.readString(file));
    } catch (PlanException e) {
      throw new Unusable(
          e.problems().stream().map(problem -> problem.in(file.toString())).toList());
    }
  }

  /** A plan file with mistakes. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> lines;

    Unusable(List<String> lines) {
      super(String.join("\n", lines));
      this.lines = lines;
    }
  }
}
