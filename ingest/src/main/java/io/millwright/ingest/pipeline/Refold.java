package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The state of some assets as it is stored: what {@link Recovery} does for all. Thread-safe. */
final class Refold {
  private final Checkpoints checkpoints;
  private final BatchWriter writer;
  private final EventLog log = new EventLog();

  Refold(Checkpoints checkpoints, BatchWriter writer) {
    this.checkpoints = checkpoints;
    this.writer = writer;
  }

  /**
   * Folds them anew.
   *
   * @param connection in a transaction, which the caller commits
   * @param assets what to fold; nobody writes to their log meanwhile
   * @return by the asset's id
   * @throws IllegalStateException when one of them cannot be folded
   */
  Map<Integer, AssetRuntime> of(Connection connection, List<RegisteredAsset> assets)
      throws SQLException {
    PlanHistory history = new PlanHistory(connection);
    long checkpoint = checkpoints.position(connection);
    Unfoldable unfoldable = new Unfoldable();
    DefinitionHistory definitions = DefinitionHistory.sinceStates(connection, assets);
    List<Integer> ids = assets.stream().map(RegisteredAsset::id).toList();
    Map<Integer, AssetRuntime> runtimes =
        new CheckpointStates(
                checkpoints.load(connection, ids, unfoldable::add),
                history,
                definitions,
                unfoldable)
            .of(history.at(checkpoint));
    Replay replay =
        new Replay(
            connection, writer, history, definitions, runtimes.values(), checkpoint, unfoldable);
    log.read(connection, checkpoint, replay);
    replay.write();
    // The next start sets them aside.
    unfoldable.refuseAny();
    return runtimes;
  }
}
