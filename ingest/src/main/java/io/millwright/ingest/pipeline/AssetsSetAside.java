package io.millwright.ingest.pipeline;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets of a shard that are not folded until the next start, since the rules fail on them. One
 * that fails on everything would else have each batch of its shard taken apart for ever. Owned by
 * the shard's thread once that runs, but for {@link #size()}.
 */
final class AssetsSetAside {
  private static final Logger LOG = LoggerFactory.getLogger(AssetsSetAside.class);

  /** So often the rules may fail on an asset: more, and it is not the event's fault. */
  private static final int FAILURES = 10;

  private final Map<Integer, Integer> failures = new HashMap<>();
  private final Map<Integer, String> reasons = new HashMap<>();
  private volatile int size;

  /** From now on it is not folded. */
  void add(int asset, String why) {
    LOG.error(
        "Asset id {} is set aside until the next start, what comes for it goes to quarantine: {}",
        asset,
        why);
    reasons.put(asset, why);
    size = reasons.size();
  }

  /** The rules have failed on something of the asset. */
  void failed(int asset, String said) {
    if (failures.merge(asset, 1, Integer::sum) == FAILURES) {
      add(asset, said);
    }
  }

  /** Why it is set aside; null when it is not. */
  @Nullable String why(int asset) {
    return reasons.isEmpty() ? null : reasons.get(asset);
  }

  /** How many there are. Any thread. */
  int size() {
    return size;
  }
}
