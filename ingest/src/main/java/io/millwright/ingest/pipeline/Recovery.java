package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.EventLog;
import io.millwright.ingest.store.PlanSets;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import io.millwright.rules.state.AssetState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back the state: the last checkpoint, then the stored events that came after it, folded by
 * the same code as live and with the plans that were active then.
 */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final DataSource database;
  private final Checkpoints checkpoints;
  private final PlanSets planSets = new PlanSets();
  private final EventLog log = new EventLog();
  private final BatchWriter writer;

  /**
   * Creates it.
   *
   * @param database where the log is
   * @param checkpoints where the states are
   * @param writer writes what the replay raises
   */
  public Recovery(DataSource database, Checkpoints checkpoints, BatchWriter writer) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.writer = writer;
  }

  /**
   * Recovers, then activates a plan file when it differs from the active one.
   *
   * @param registered all assets
   * @param planFile the text of the plan file to run with; null to go on with the active one
   * @return the state to go on from
   * @throws SQLException when the database fails
   * @throws PlanException when the plan file cannot be used; nothing was changed
   */
  public Shards.Recovered recover(List<RegisteredAsset> registered, @Nullable String planFile)
      throws SQLException, PlanException {
    PlanSet wanted = planFile == null ? null : PlanReader.read(planFile);
    long start = System.nanoTime();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Optional<String> active = planSets.active(connection);
      PlanSet plans = active.isPresent() ? PlanReader.read(active.get()) : PlanSet.EMPTY;
      Map<Integer, AssetRuntime> assets = atCheckpoint(connection, registered, plans);
      long checkpoint = checkpoints.position(connection);
      Replay replay = new Replay(connection, writer, assets.values(), checkpoint);
      log.read(connection, checkpoint, replay);
      replay.write();
      LOG.info(
          "Recovered {} assets from the checkpoint and {} later events in {} ms",
          assets.size(),
          replay.events(),
          (System.nanoTime() - start) / 1_000_000);
      if (planFile != null && wanted != null && !planFile.equals(active.orElse(null))) {
        plans = wanted;
        activate(connection, planFile, wanted, assets, replay.last());
      }
      connection.commit();
      return new Shards.Recovered(List.copyOf(assets.values()), plans, replay.last());
    }
  }

  private Map<Integer, AssetRuntime> atCheckpoint(
      Connection connection, List<RegisteredAsset> registered, PlanSet plans) throws SQLException {
    Map<Integer, Checkpoints.Saved> saved = checkpoints.load(connection);
    Map<Integer, AssetRuntime> assets = new HashMap<>();
    for (RegisteredAsset asset : registered) {
      Checkpoints.Saved state = saved.get(asset.id());
      assets.put(
          asset.id(),
          state == null
              ? new AssetRuntime(asset, plans, AssetState.EMPTY, 0)
              : new AssetRuntime(asset, plans, state.state(), state.sequence()));
    }
    return assets;
  }

  /**
   * The states are written with the new plans, so that a crash right after this does not fold with
   * them what came before.
   */
  private void activate(
      Connection connection,
      String source,
      PlanSet plans,
      Map<Integer, AssetRuntime> assets,
      long last)
      throws SQLException {
    List<Checkpoints.Saved> states = new ArrayList<>();
    for (AssetRuntime asset : assets.values()) {
      asset.rebind(asset.asset(), plans);
      states.add(new Checkpoints.Saved(asset.id(), asset.sequence(), asset.fold().snapshot()));
    }
    checkpoints.save(connection, states, last);
    planSets.activate(connection, source);
    LOG.info("Activated a plan file with {} rules", plans.rules().size());
  }
}
