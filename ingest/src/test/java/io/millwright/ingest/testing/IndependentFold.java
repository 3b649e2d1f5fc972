package io.millwright.ingest.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.EventLog;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.fold.AssetFold;
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
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the whole stored log, folded from its first event, says: past checkpoints and recovery. */
public final class IndependentFold implements EventLog.Reader, Outcomes {
  private record MeterPlace(int asset, int index) {}

  private final Map<Integer, AssetFold> assets = new HashMap<>();
  private final Map<Integer, MeterPlace> meters = new HashMap<>();
  private final List<String> episodes = new ArrayList<>();
  private final Map<String, AssetState> saved = new TreeMap<>();

  private final DefinitionHistory definitions;
  private PlanSet plans = PlanSet.EMPTY;

  private IndependentFold(DefinitionHistory definitions) {
    this.definitions = definitions;
    definitions.registered().forEach(this::add);
  }

  public static IndependentFold of(TestDatabase database) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.address().jdbcUrl());
    config.setUsername(database.address().user());
    config.setPassword(database.address().password());
    try (HikariDataSource pool = new HikariDataSource(config)) {
      return of(pool);
    }
  }

  public static IndependentFold of(DataSource database) throws SQLException {
    Registry registry = new Registry(database, password -> password);
    registry.load();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      IndependentFold result =
          new IndependentFold(DefinitionHistory.whole(connection, registry.all()));
      new EventLog().read(connection, 0, result);
      result.save(
          new Checkpoints()
              .load(
                  connection,
                  (asset, why) -> {
                    throw new AssertionError(why);
                  }));
      connection.rollback();
      return result;
    }
  }

  private void add(RegisteredAsset asset) {
    assets.put(asset.id(), new AssetFold(definitions.at(asset.id(), 0).asset(), PlanSet.EMPTY));
    for (RegisteredMeter meter : asset.meters().values()) {
      meters.put(meter.id(), new MeterPlace(asset.id(), meter.index()));
    }
  }

  private void save(Map<Integer, Checkpoints.Saved> checkpoints) {
    checkpoints.forEach(
        (id, checkpoint) -> {
          AssetFold fold = assets.get(id);
          if (fold != null) {
            saved.put(fold.asset().tag(), checkpoint.state());
          }
        });
  }

  /** The states by tag. */
  public Map<String, AssetState> states() {
    Map<String, AssetState> states = new TreeMap<>();
    assets.values().forEach(fold -> states.put(fold.asset().tag(), fold.snapshot()));
    return states;
  }

  /** A counter's life-to-date; fails when it has none. */
  public double lifeToDate(String tag, String meter) {
    for (AssetFold fold : assets.values()) {
      Double total = fold.asset().tag().equals(tag) ? fold.lifeToDate(meter) : null;
      if (total != null) {
        return total;
      }
    }
    throw new AssertionError("The log has no reading of " + tag + "/" + meter);
  }

  /** What the table of checkpoints says, by tag. */
  public Map<String, AssetState> checkpoints() {
    return saved;
  }

  /** The episodes whose orders the log asks for, in its order. */
  public List<String> episodes() {
    return episodes;
  }

  @Override
  public void reading(long sequence, int meter, long time, double value, int flags) {
    MeterPlace place = meters.get(meter);
    AssetFold fold = place == null ? null : assets.get(place.asset);
    if (place != null && fold != null) {
      fold.reading(place.index, time, value, flags, this);
    }
  }

  @Override
  public void event(long sequence, int asset, Event event) {
    AssetFold fold = assets.get(asset);
    if (fold != null) {
      fold.step(event, this);
    }
  }

  @Override
  public void plansChanged(long sequence, int version, String source) {
    try {
      plans = PlanReader.read(source);
      assets.replaceAll((id, fold) -> new AssetFold(fold.asset(), plans).restore(fold.snapshot()));
    } catch (PlanException e) {
      throw new AssertionError("Plan file " + version + " was active, and cannot be read", e);
    }
  }

  @Override
  public void definitionChanged(long sequence, int asset) {
    assets.computeIfPresent(
        asset,
        (id, fold) ->
            new AssetFold(definitions.at(id, sequence).asset(), plans).restore(fold.snapshot()));
  }

  @Override
  public void raised(WorkOrder order) {
    episodes.add(order.episode().text());
  }

  @Override
  public void escalated(Escalation escalation) {}

  @Override
  public void closed(EpisodeClosed closed) {}

  @Override
  public void suppressed(Suppression suppression) {}
}
