package io.millwright.ingest.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry at one moment. Immutable. */
final class Snapshot {
  static final Snapshot EMPTY = new Snapshot(Map.of());

  private final Map<String, RegisteredAsset> assets;
  private final List<RegisteredAsset> byTag;

  private Snapshot(Map<String, RegisteredAsset> assets) {
    this.assets = assets;
    this.byTag =
        assets.values().stream()
            .sorted(Comparator.comparing(asset -> asset.asset().tag()))
            .toList();
  }

  static Snapshot of(Collection<RegisteredAsset> assets) {
    return EMPTY.with(assets);
  }

  /** The same with these assets added or replaced. */
  Snapshot with(Collection<RegisteredAsset> changed) {
    Map<String, RegisteredAsset> next = new HashMap<>(assets);
    changed.forEach(asset -> next.put(asset.asset().tag(), asset));
    return new Snapshot(next);
  }

  @Nullable RegisteredAsset asset(String tag) {
    return assets.get(tag);
  }

  List<RegisteredAsset> byTag() {
    return byTag;
  }
}
