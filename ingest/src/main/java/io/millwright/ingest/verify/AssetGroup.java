package io.millwright.ingest.verify;

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
  private long readings;
  private long events;

  AssetGroup(
      List<RegisteredAsset> members,
      Map<Integer, Checkpoints.Saved> saved,
      long checkpoint,
      PlanFiles plans,
      Findings findings) {
    this.plans = plans;
    for (RegisteredAsset member : members) {
      FoldedAsset folded =
          new FoldedAsset(member, plans.atFirst(), saved.get(member.id()), checkpoint, findings);
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

  /** The episodes that the log asks for, by key, and the end of the fold. */
  Map<String, Told.Episode> end() {
    Map<String, Told.Episode> episodes = new HashMap<>();
    assets.values().forEach(asset -> episodes.putAll(asset.end().episodes()));
    return episodes;
  }

  long readings() {
    return readings;
  }

  long events() {
    return events;
  }
}
