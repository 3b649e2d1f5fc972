package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.ingest.store.Batch;
import io.millwright.ingest.store.BatchWriter;
import io.millwright.ingest.store.EventLog;
import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Folds the stored events that came after the states. What comes out was committed with them and is
 * there already, so writing it again does nothing; but an asset whose row somebody has changed by
 * hand may raise what it did not before, and a state with an episode open that has no order could
 * never be completed. Used by one thread.
 */
final class Replay implements EventLog.Reader, Outcomes {
  private static final int OUTCOMES_AT_ONCE = 1_000;

  private record Place(AssetRuntime asset, RegisteredMeter meter) {}

  private final Connection connection;
  private final BatchWriter writer;
  private final PlanHistory history;
  private final DefinitionHistory definitions;
  private final Unfoldable unfoldable;
  private final Map<Integer, AssetRuntime> assets = new HashMap<>();
  private final Map<Integer, Place> meters = new HashMap<>();
  private Batch outcomes = noReadings();
  private int collected;

  /** Of the event that is being folded: nothing of it counts should the rules fail on it. */
  private final List<Consumer<Batch>> following = new ArrayList<>();

  private int currentAsset;
  private long last;
  private long events;

  /**
   * A replay that has not begun.
   *
   * @param connection in a transaction
   * @param writer writes what comes out
   * @param history the plan files
   * @param definitions what the assets were
   * @param states where to go on from
   * @param checkpoint the place in the log up to which everything is in the states
   * @param unfoldable gets those on which the rules fail
   */
  Replay(
      Connection connection,
      BatchWriter writer,
      PlanHistory history,
      DefinitionHistory definitions,
      Collection<AssetRuntime> states,
      long checkpoint,
      Unfoldable unfoldable) {
    this.connection = connection;
    this.writer = writer;
    this.history = history;
    this.definitions = definitions;
    this.unfoldable = unfoldable;
    this.last = checkpoint;
    for (AssetRuntime asset : states) {
      // A number may be in a state and nowhere else: what it was given to had been stored before.
      last = Math.max(last, asset.sequence());
      assets.put(asset.id(), asset);
      // Also those that come later in the log: a meter keeps its place among them.
      for (RegisteredMeter meter : definitions.now(asset.id()).meters().values()) {
        meters.put(meter.id(), new Place(asset, meter));
      }
    }
  }

  static Batch noReadings() {
    return new Batch(
        row -> {
          throw new IllegalStateException("A replay writes no readings");
        });
  }

  @Override
  public void reading(long sequence, int meter, long time, double value, int flags)
      throws SQLException {
    Place place = meters.get(meter);
    if (place != null && isToFold(place.asset, sequence)) {
      AssetRuntime asset = place.asset;
      try {
        Verdict verdict = asset.fold().reading(place.meter.index(), time, value, flags, this);
        asset.folded(sequence);
        asset.stored(place.meter, time, verdict);
        collect();
      } catch (RuntimeException e) {
        failed(asset, e);
      }
    }
    folded(sequence);
  }

  @Override
  public void event(long sequence, int asset, Event event) throws SQLException {
    AssetRuntime runtime = assets.get(asset);
    if (runtime != null && isToFold(runtime, sequence)) {
      try {
        runtime.fold().step(event, this);
        runtime.folded(sequence);
        collect();
      } catch (RuntimeException e) {
        failed(runtime, e);
      }
    }
    folded(sequence);
  }

  @Override
  public void plansChanged(long sequence, int version, String source) throws SQLException {
    ActivePlans plans = history.read(version, source);
    for (AssetRuntime asset : assets.values()) {
      if (asset.planVersion() < version && !unfoldable.contains(asset.id())) {
        try {
          asset.rebind(asset.asset(), plans);
        } catch (RuntimeException e) {
          failed(asset, e);
        }
      }
    }
    folded(sequence);
  }

  @Override
  public void definitionChanged(long sequence, int asset) throws SQLException {
    AssetRuntime runtime = assets.get(asset);
    if (runtime != null && isToFold(runtime, sequence)) {
      ActivePlans plans = history.version(runtime.planVersion());
      try {
        runtime.rebind(definitions.at(asset, sequence), plans);
        runtime.folded(sequence);
      } catch (RuntimeException e) {
        failed(runtime, e);
      }
    }
    folded(sequence);
  }

  private boolean isToFold(AssetRuntime asset, long sequence) {
    currentAsset = asset.id();
    return sequence > asset.sequence()
        && (unfoldable.isEmpty() || !unfoldable.contains(asset.id()));
  }

  private void collect() {
    following.forEach(outcome -> outcome.accept(outcomes));
    collected += following.size();
    following.clear();
  }

  private void failed(AssetRuntime asset, RuntimeException failure) {
    following.clear();
    unfoldable.add(asset.id(), failure);
  }

  private void folded(long sequence) throws SQLException {
    last = Math.max(last, sequence);
    events++;
    if (collected >= OUTCOMES_AT_ONCE) {
      write();
    }
  }

  /** Writes what has come out so far. */
  void write() throws SQLException {
    writer.write(connection, outcomes);
    outcomes = noReadings();
    collected = 0;
  }

  /** The highest number that was ever given. */
  long last() {
    return last;
  }

  /** How many events were read. */
  long events() {
    return events;
  }

  @Override
  public void raised(WorkOrder order) {
    int asset = currentAsset;
    following.add(batch -> batch.raised(asset, order));
  }

  @Override
  public void escalated(Escalation escalation) {
    following.add(batch -> batch.escalated(escalation));
  }

  @Override
  public void closed(EpisodeClosed closed) {
    following.add(batch -> batch.closed(closed));
  }

  @Override
  public void suppressed(Suppression suppression) {
    int asset = currentAsset;
    following.add(batch -> batch.suppressed(asset, suppression));
  }
}
