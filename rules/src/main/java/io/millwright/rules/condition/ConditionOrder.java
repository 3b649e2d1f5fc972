package io.millwright.rules.condition;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.Words;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.Work;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes the work order of a condition, with its evidence. */
record ConditionOrder(Asset asset, Condition condition) {
  private static final String ACTION = "action";

  /**
   * The order.
   *
   * @param severe whether the action limit is passed
   */
  WorkOrder raised(EpisodeKey key, long time, ConditionTrack track, boolean severe) {
    Duration respond = condition.work().respondWithin();
    Account account = new Account(asset.zone(), time);
    if (track.signal.isOn()) {
      track.signal.tell(account);
    } else {
      account.clause(
          "It was met at "
              + Words.minute(track.alarm.activeSince(), asset.zone())
              + " and is latched");
    }
    if (severe && track.action != null) {
      account.step("past the action limit: " + why(time, track.action));
    }
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

  /** The open order of the condition, now that its action limit is passed. */
  Escalation escalated(EpisodeKey key, long time, SignalTrack action) {
    Work work = condition.atAction().work();
    Duration respond = work.respondWithin();
    return new Escalation(
        key, time, work.priority(), dueAt(time, respond), ACTION, why(time, action));
  }

  private static @Nullable Long dueAt(long time, @Nullable Duration respond) {
    return respond == null ? null : Long.valueOf(time + respond.toMillis());
  }

  private String why(long time, SignalTrack action) {
    Account account = new Account(asset.zone(), time);
    action.tell(account);
    return account.evidence().why();
  }
}
