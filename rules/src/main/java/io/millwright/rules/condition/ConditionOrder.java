package io.millwright.rules.condition;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import java.time.Duration;

/** Writes the work order of a condition, with its evidence. */
record ConditionOrder(Asset asset, Condition condition) {

  WorkOrder raised(EpisodeKey key, long time, SignalTrack signal) {
    Duration respond = condition.work().respondWithin();
    Account account = new Account(asset.zone(), time);
    signal.tell(account);
    return new WorkOrder(
        key,
        condition,
        Target.of(asset.ownership()),
        time,
        time + (respond == null ? 0 : respond.toMillis()),
        null,
        null,
        account.evidence());
  }
}
