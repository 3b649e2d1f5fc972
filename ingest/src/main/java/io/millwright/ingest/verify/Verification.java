package io.millwright.ingest.verify;

import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Folds the stored log of every asset from nothing, under the plans that were active then, and
 * compares with what is stored. Sees one moment of the database, also of one that is written to.
 * Assets are taken some at a time, so memory does not grow with the log.
 */
public final class Verification {
  private static final int ASSETS_AT_ONCE = 2_000;

  /**
   * What became of a check.
   *
   * @param checked how many were looked at
   * @param wrong how many are not as they should be
   */
  public record Count(long checked, long wrong) {}

  /**
   * What was found.
   *
   * @param counts of each check
   * @param assets folded
   * @param readings folded
   * @param events folded that are no readings
   * @param unused numbers of the log that no row has: as a kill leaves them, and nothing wrong
   * @param nanos how long it took
   */
  public record Report(
      Map<Check, Count> counts, int assets, long readings, long events, long unused, long nanos) {
    /** Whether everything is as it should be. */
    public boolean isRight() {
      return counts.values().stream().allMatch(count -> count.wrong() == 0);
    }

    /** Readings and other events a second, reading and comparing included. */
    public double perSecond() {
      return (readings + events) / (nanos / 1e9);
    }
  }

  private final DataSource database;
  private final Registry registry;

  /**
   * A verification.
   *
   * @param database is only read
   * @param registry of the same database; is loaded anew
   */
  public Verification(DataSource database, Registry registry) {
    this.database = database;
    this.registry = registry;
  }

  /**
   * Runs it. Blocks.
   *
   * @param wrong told of each difference at once, in one line
   * @return the counts
   * @throws SQLException when the database fails, or its tables are of another version
   * @throws IllegalStateException when a plan file that was active cannot be read any more
   */
  public Report run(Consumer<String> wrong) throws SQLException {
    long begin = System.nanoTime();
    Findings findings = new Findings(wrong);
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      long unused = new LogTables(connection, findings).check();
      // After the snapshot has been taken: what is in it must be registered.
      registry.load();
      List<RegisteredAsset> assets = registry.all();
      long[] folded = fold(connection, assets, findings);
      connection.rollback();
      return new Report(
          findings.counts(),
          assets.size(),
          folded[0],
          folded[1],
          unused,
          System.nanoTime() - begin);
    }
  }

  private static long[] fold(Connection connection, List<RegisteredAsset> assets, Findings findings)
      throws SQLException {
    Checkpoints checkpoints = new Checkpoints();
    long checkpoint = checkpoints.position(connection);
    PlanFiles plans = new PlanFiles(connection);
    EpisodeTables episodes = new EpisodeTables(connection, findings);
    OutcomeTables outcomes = new OutcomeTables(connection, findings);
    EventLog log = new EventLog();
    long[] folded = new long[2];
    for (int from = 0; from < assets.size(); from += ASSETS_AT_ONCE) {
      List<RegisteredAsset> members =
          assets.subList(from, Math.min(assets.size(), from + ASSETS_AT_ONCE));
      List<Integer> ids = members.stream().map(RegisteredAsset::id).toList();
      Map<Integer, Checkpoints.Saved> saved =
          checkpoints.load(
              connection,
              ids,
              (asset, why) -> findings.wrong(Check.STATES, "Asset id " + asset + ": " + why));
      AssetGroup group =
          new AssetGroup(
              DefinitionHistory.whole(connection, members), saved, checkpoint, plans, findings);
      log.read(connection, ids, group.meters(), group);
      List<Told> told = group.end();
      episodes.compare(ids, told);
      outcomes.compare(ids, told);
      folded[0] += group.readings();
      folded[1] += group.events();
    }
    return folded;
  }
}
