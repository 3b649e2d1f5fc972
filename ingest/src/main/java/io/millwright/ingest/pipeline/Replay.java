package io.millwright.ingest.pipeline;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds the stored events that came after the states. What comes out was committed with them and is
 * there already, so writing it again does nothing; but an asset whose class changed meanwhile may
 * raise what it did not before, and a state with an episode open that has no order could never be
 * completed. Used by one thread.
 */
final class Replay implements EventLog.Reader, Outcomes {
  private static final int OUTCOMES_AT_ONCE = 1_000;

  private record Place(AssetRuntime asset, RegisteredMeter meter) {}

  private final Connection connection;
  private final BatchWriter writer;
  private final PlanHistory history;
  private final Map<Integer, AssetRuntime> assets = new HashMap<>();
  private final Map<Integer, Place> meters = new HashMap<>();
  private Batch outcomes = noOutcomes();
  private int collected;
  private int currentAsset;
  private long last;
  private long events;

  /**
   * A replay that has not begun.
   *
   * @param connection in a transaction
   * @param writer writes what comes out
   * @param history the plan files
   * @param states where to go on from
   * @param checkpoint the place in the log up to which everything is in the states
   */
  Replay(
      Connection connection,
      BatchWriter writer,
      PlanHistory history,
      Collection<AssetRuntime> states,
      long checkpoint) {
    this.connection = connection;
    this.writer = writer;
    this.history = history;
    this.last = checkpoint;
    for (AssetRuntime asset : states) {
      // A number may be in a state and nowhere else: what it was given to had been stored before.
      last = Math.max(last, asset.sequence());
      assets.put(asset.id(), asset);
      for (RegisteredMeter meter : asset.asset().meters().values()) {
        meters.put(meter.id(), new Place(asset, meter));
      }
    }
  }

  private static Batch noOutcomes() {
    return new Batch(
        row -> {
          throw new IllegalStateException("A replay writes no readings");
        });
  }

  @Override
  public void reading(long sequence, int meter, long time, double value, int flags)
      throws SQLException {
    Place place = meters.get(meter);
    if (place != null && sequence > place.asset.sequence()) {
      currentAsset = place.asset.id();
      Verdict verdict = place.asset.fold().reading(place.meter.index(), time, value, flags, this);
      place.asset.folded(sequence);
      place.asset.stored(place.meter, time, verdict);
    }
    folded(sequence);
  }

  @Override
  public void event(long sequence, int asset, Event event) throws SQLException {
    AssetRuntime runtime = assets.get(asset);
    if (runtime != null && sequence > runtime.sequence()) {
      currentAsset = asset;
      runtime.fold().step(event, this);
      runtime.folded(sequence);
    }
    folded(sequence);
  }

  @Override
  public void plansChanged(long sequence, int version, String source) throws SQLException {
    ActivePlans plans = history.read(version, source);
    for (AssetRuntime asset : assets.values()) {
      if (asset.planVersion() < version) {
        asset.rebind(asset.asset(), plans);
      }
    }
    folded(sequence);
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
    outcomes = noOutcomes();
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
    outcomes.raised(currentAsset, order);
    collected++;
  }

  @Override
  public void escalated(Escalation escalation) {
    outcomes.escalated(escalation);
    collected++;
  }

  @Override
  public void closed(EpisodeClosed closed) {
    outcomes.closed(closed);
    collected++;
  }

  @Override
  public void suppressed(Suppression suppression) {
    outcomes.suppressed(currentAsset, suppression);
    collected++;
  }
}
