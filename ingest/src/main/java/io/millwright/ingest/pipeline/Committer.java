package io.millwright.ingest.pipeline;

import io.millwright.ingest.plans.PlanSets;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.plans.PlanVersion;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Batch;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.Committed;
import io.millwright.ingest.store.OrderDirectory;
import io.millwright.ingest.store.Tenure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Transactions of the pipeline. Thread-safe; each call takes a connection of its own. */
public final class Committer {
  private final DataSource database;
  private final Tenure tenure;
  private final BatchWriter writer;
  private final Checkpoints checkpoints;
  private final PlanSets planSets = new PlanSets();
  private final OrderDirectory orders = new OrderDirectory();
  private final Refold refold;

  /**
   * Creates it.
   *
   * @param database where
   * @param tenure checked in each transaction that writes
   * @param writer writes batches
   * @param checkpoints writes states
   */
  public Committer(
      DataSource database, Tenure tenure, BatchWriter writer, Checkpoints checkpoints) {
    this.database = database;
    this.tenure = tenure;
    this.writer = writer;
    this.checkpoints = checkpoints;
    this.refold = new Refold(checkpoints, writer);
  }

  Committed commit(Batch batch) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return commit(connection, batch);
      } catch (SQLException e) {
        if (!writer.collided(batch, e)) {
          throw e;
        }
        connection.rollback();
        return commit(connection, batch);
      }
    }
  }

  private Committed commit(Connection connection, Batch batch) throws SQLException {
    tenure.check(connection);
    Committed committed = writer.write(connection, batch);
    connection.commit();
    return committed;
  }

  Map<Integer, AssetRuntime> refold(List<RegisteredAsset> assets) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      tenure.check(connection);
      Map<Integer, AssetRuntime> stored = refold.of(connection, assets);
      connection.commit();
      return stored;
    }
  }

  void states(Collection<Checkpoints.Saved> states) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      tenure.check(connection);
      checkpoints.save(connection, states);
      connection.commit();
    }
  }

  void checkpoint(long everythingUpTo) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      tenure.check(connection);
      checkpoints.moveTo(connection, everythingUpTo);
      connection.commit();
    }
  }

  PlanVersion plans(PlanSource source, long sequence) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      tenure.check(connection);
      PlanVersion version = planSets.activate(connection, source, sequence, false);
      connection.commit();
      return version;
    }
  }

  Optional<OrderDirectory.Entry> order(UUID id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return orders.find(connection, id);
    }
  }
}
