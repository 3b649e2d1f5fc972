package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Checkpoints;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Builds the state of the last checkpoint and forgets it: for a standby, whose code gets warm. */
public final class Rehearsal {
  private final DataSource database;

  /**
   * A rehearsal.
   *
   * @param database is only read
   */
  public Rehearsal(DataSource database) {
    this.database = database;
  }

  /**
   * Runs it once. Blocks.
   *
   * @param registered all assets
   * @throws SQLException when the database fails, or its tables are of another version
   */
  public void run(List<RegisteredAsset> registered) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Checkpoints checkpoints = new Checkpoints();
      PlanHistory history = new PlanHistory(connection);
      Unfoldable unfoldable = new Unfoldable();
      new CheckpointStates(
              checkpoints.load(connection, unfoldable::add),
              history,
              DefinitionHistory.sinceStates(connection, registered),
              unfoldable)
          .of(history.at(checkpoints.position(connection)));
      connection.rollback();
    }
  }
}
