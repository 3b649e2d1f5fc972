package io.millwright.ingest.pipeline;

import io.millwright.ingest.quarantine.QuarantineEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what the database refuses for good, or the rules fail on, does not keep back the
 * rest. A batch that is refused is undone in memory and tried again in halves, in order, until what
 * is refused is alone; with it goes what it led to, an order as well, and the state is as if it had
 * never come. Rare, so it may take its time: about two transactions for each halving. Owned by a
 * shard's thread.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /** What the shard does with items. */
  interface Work {
    /** Folds and commits them, and tells who waits. */
    void commit(List<ShardItem> items) throws RefusedException, Patience.StoppedException;

    /** Puts the state of assets back to what is stored. */
    void refold(Set<Integer> assets) throws Patience.StoppedException;

    /** Stores what cannot be refused. */
    void quarantine(ShardItem.Refused item) throws Patience.StoppedException;

    /** Lets the asset be without a tick for a while. */
    void rest(ShardItem.Tick tick);

    /** The rules have failed on something of the asset. */
    void failed(int asset, String said);
  }

  private final Work work;
  private final PipelineMetrics metrics;

  Refusals(Work work, PipelineMetrics metrics) {
    this.work = work;
    this.metrics = metrics;
  }

  /** Commits the items but for those that are refused for good. */
  void commit(List<ShardItem> items) throws Patience.StoppedException {
    try {
      work.commit(items);
    } catch (RefusedException e) {
      Set<Integer> assets = new HashSet<>();
      items.forEach(item -> assets.add(item.owner()));
      work.refold(assets);
      if (items.size() == 1) {
        setAside(items.get(0), e);
      } else {
        int middle = items.size() / 2;
        commit(items.subList(0, middle));
        commit(items.subList(middle, items.size()));
      }
    }
  }

  private void setAside(ShardItem item, RefusedException refusal) throws Patience.StoppedException {
    if (!refusal.isByRules()) {
      metrics.refused();
    } else {
      metrics.rulesFailed();
      LOG.error("A defect of Millwright: please report this", refusal);
      work.failed(item.owner(), refusal.said());
    }
    ShardItem.Refused refused = quarantined(item, refusal);
    if (refused != null) {
      QuarantineEntry entry = refused.entry();
      LOG.error(
          "{} {} of asset {} from gateway {}, or what follows from it; it goes to quarantine: {}",
          refusal.who(),
          entry.meter() == null ? "an event" : "a reading of " + entry.meter(),
          entry.asset(),
          entry.gateway(),
          refusal.said());
      work.quarantine(refused);
    } else if (item instanceof ShardItem.Tick tick) {
      LOG.error(
          "{} what time brings about on asset id {}, such as an order that is due; it is tried"
              + " again in a minute: {}",
          refusal.who(),
          tick.asset(),
          refusal.said());
      work.rest(tick);
    } else {
      LOG.error("{} a request about asset id {}: {}", refusal.who(), item.owner(), refusal.said());
      item.giveUp(new IllegalStateException(refusal.who() + " it: " + refusal.said(), refusal));
    }
  }

  private static ShardItem.@Nullable Refused quarantined(ShardItem item, RefusedException refusal) {
    if (item instanceof ShardItem.Reading reading) {
      return new ShardItem.Refused(reading.message(), Disbelief.refused(reading, refusal));
    } else if (item instanceof ShardItem.Happened happened) {
      return new ShardItem.Refused(happened.message(), Disbelief.refused(happened, refusal));
    }
    return item instanceof ShardItem.Refused refused ? refused : null;
  }
}
