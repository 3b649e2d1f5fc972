package io.millwright.ingest.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.ingest.plans.PlanSets;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.plans.PlanVersion;
import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.store.Batch;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.DefinitionRow;
import io.millwright.ingest.store.EventLog;
import io.millwright.ingest.store.Tenure;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.PlanReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
  private final Tenure tenure;
  private volatile double seconds;

  /**
   * Creates it.
   *
   * @param database where the log is
   * @param checkpoints where the states are
   * @param writer writes what the replay raises
   * @param tenure must go on until all of it is committed
   * @param metrics get {@code millwright.recovery.seconds}
   */
  public Recovery(
      DataSource database,
      Checkpoints checkpoints,
      BatchWriter writer,
      Tenure tenure,
      MeterRegistry metrics) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.writer = writer;
    this.tenure = tenure;
    Gauge.builder("millwright.recovery.seconds", this, recovery -> recovery.seconds)
        .description("How long the last start took from the checkpoint to the end of the log")
        .strongReference(true)
        .register(metrics);
  }

  /**
   * Recovers, then activates a plan file when it says something new.
   *
   * @param registered all assets
   * @param planFile the plan file to run with; null to go on with the active one. One that was
   *     activated at an earlier start and replaced by the API since is old, and stays replaced.
   * @return the state to go on from
   * @throws SQLException when the database fails
   * @throws PlanException when the plan file cannot be used; nothing was changed
   * @throws IllegalStateException when a plan file that was active cannot be read any more
   */
  public Shards.Recovered recover(List<RegisteredAsset> registered, @Nullable PlanSource planFile)
      throws SQLException, PlanException {
    PlanSet wanted = planFile == null ? null : PlanReader.read(planFile.text());
    long start = System.nanoTime();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      PlanHistory history = new PlanHistory(connection);
      long checkpoint = checkpoints.position(connection);
      Unfoldable unfoldable = new Unfoldable();
      DefinitionHistory definitions = DefinitionHistory.sinceStates(connection, registered);
      Map<Integer, AssetRuntime> assets =
          new CheckpointStates(
                  checkpoints.load(connection, unfoldable::add), history, definitions, unfoldable)
              .of(history.at(checkpoint));
      long loaded = System.nanoTime();
      Replay replay =
          new Replay(
              connection, writer, history, definitions, assets.values(), checkpoint, unfoldable);
      log.read(connection, checkpoint, replay);
      replay.write();
      recovered(assets.size(), replay.events(), start, loaded);
      ActivePlans plans = history.at(Long.MAX_VALUE);
      long last =
          redefine(connection, assets.values(), definitions, plans, replay.last(), unfoldable);
      unfoldable.refuseMany(registered.size());
      unfoldable.reasons().keySet().forEach(assets::remove);
      if (planFile != null && wanted != null && isNews(connection, planFile)) {
        last++;
        plans = activate(connection, planFile, plans.rules(), wanted, assets, last);
        if (unfoldable.isEmpty()) {
          checkpoints.moveTo(connection, last);
        }
      }
      // A process that hung on the way may have been replaced: its states are old by now.
      tenure.check(connection);
      connection.commit();
      return new Shards.Recovered(
          List.copyOf(assets.values()), unfoldable.reasons(), plans, checkpoint, last);
    }
  }

  /** What the registry changed, and no process lived to take: at the end of the log. */
  private long redefine(
      Connection connection,
      Collection<AssetRuntime> assets,
      DefinitionHistory definitions,
      ActivePlans plans,
      long last,
      Unfoldable unfoldable)
      throws SQLException {
    Batch taken = Replay.noReadings();
    long place = last;
    for (AssetRuntime asset : assets) {
      RegisteredAsset now = definitions.now(asset.id());
      int before = asset.definition();
      if (before < now.definition() && !unfoldable.contains(asset.id())) {
        try {
          asset.rebind(now, plans);
          place++;
          asset.folded(place);
          taken.redefined(new DefinitionRow(place, asset.id(), before, now.definition()));
        } catch (RuntimeException e) {
          unfoldable.add(asset.id(), e);
        }
      }
    }
    writer.write(connection, taken);
    return place;
  }

  private void recovered(int assets, long events, long start, long loaded) {
    long now = System.nanoTime();
    seconds = (now - start) / 1e9;
    LOG.info(
        "Recovered {} assets from the checkpoint in {} ms and {} later events in {} ms ({} a"
            + " second)",
        assets,
        (loaded - start) / 1_000_000,
        events,
        (now - loaded) / 1_000_000,
        Math.round(events / ((now - loaded) / 1e9)));
  }

  private boolean isNews(Connection connection, PlanSource planFile) throws SQLException {
    PlanVersion active = planSets.active(connection).orElse(null);
    if (active == null || active.source().text().equals(planFile.text())) {
      return active == null;
    }
    PlanVersion former = planSets.lastAtStart(connection).orElse(null);
    if (former == null || !former.source().text().equals(planFile.text())) {
      return true;
    }
    LOG.warn(
        "Plan file {} ({}, by {}, {}) stays active: it replaced what {} says, which has not changed"
            + " since",
        active.version(),
        active.source().file(),
        active.source().by(),
        active.activatedAt(),
        planFile.file());
    return false;
  }

  /**
   * The states are written with the new plans, so that a crash right after this does not fold with
   * them what came before.
   */
  private ActivePlans activate(
      Connection connection,
      PlanSource source,
      PlanSet former,
      PlanSet wanted,
      Map<Integer, AssetRuntime> assets,
      long place)
      throws SQLException, PlanException {
    List<String> problems = KeptIdentity.problems(former, wanted);
    if (!problems.isEmpty()) {
      throw new PlanException(problems.stream().map(p -> new PlanProblem(1, 1, p)).toList());
    }
    PlanVersion version = planSets.activate(connection, source, place, true);
    ActivePlans plans = new ActivePlans(version.version(), wanted);
    List<Checkpoints.Saved> states = new ArrayList<>();
    for (AssetRuntime asset : assets.values()) {
      asset.rebind(asset.asset(), plans);
      states.add(asset.saved());
    }
    checkpoints.save(connection, states);
    assets.values().forEach(AssetRuntime::saveIsUnderWay);
    LOG.info("Activated plan file {} with {} rules", plans.version(), wanted.rules().size());
    return plans;
  }
}
