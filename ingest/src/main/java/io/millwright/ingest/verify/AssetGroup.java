package io.millwright.ingest.verify;

import io.millwright.ingest.registry.DefinitionHistory;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.ingest.store.Checkpoints;
import io.millwright.ingest.store.EventLog;
import io.millwright.rules.event.Event;
import io.millwright.rules.plan.PlanSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some assets, whose log is read together. Not thread-safe. */
final class AssetGroup implements EventLog.Reader {
  private record Place(FoldedAsset asset, int meter) {}

  private final Map<Integer, FoldedAsset> assets = new HashMap<>();
  private final Map<Integer, Place> meters = new HashMap<>();
  private final PlanFiles plans;
  private final DefinitionHistory definitions;
  private long readings;
  private long events;

  AssetGroup(
      DefinitionHistory definitions,
      Map<Integer, Checkpoints.Saved> saved,
      long checkpoint,
      PlanFiles plans,
      Findings findings) {
    this.plans = plans;
    this.definitions = definitions;
    for (RegisteredAsset member : definitions.registered()) {
      FoldedAsset folded =
          new FoldedAsset(
              definitions.at(member.id(), 0).asset(),
              plans.atFirst(),
              saved.get(member.id()),
              checkpoint,
              findings);
      assets.put(member.id(), folded);
      for (RegisteredMeter meter : member.meters().values()) {
        meters.put(meter.id(), new Place(folded, meter.index()));
      }
    }
  }

  Collection<Integer> meters() {
    return meters.keySet();
  }

  @Override
  public void reading(long sequence, int meter, long time, double value, int flags) {
    Place place = meters.get(meter);
    if (place != null) {
      place.asset.reading(sequence, place.meter, time, value, flags);
      readings++;
    }
  }

  @Override
  public void event(long sequence, int asset, Event event) {
    FoldedAsset folded = assets.get(asset);
    if (folded != null) {
      folded.event(sequence, event);
      events++;
    }
  }

  @Override
  public void plansChanged(long sequence, int version, String source) {
    PlanSet changed = plans.read(version, source);
    assets.values().forEach(asset -> asset.plansChanged(version, changed));
  }

  @Override
  public void definitionChanged(long sequence, int asset) {
    FoldedAsset folded = assets.get(asset);
    if (folded != null) {
      folded.redefined(sequence, definitions.at(asset, sequence).asset());
      events++;
    }
  }

  /** What the log asks for, of each asset, and the end of the fold. */
  List<Told> end() {
    return assets.values().stream().map(FoldedAsset::end).toList();
  }

  long readings() {
    return readings;
  }

  long events() {
    return events;
  }
}
