package io.millwright.rules.condition;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.Words;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import java.time.Duration;
import java.util.List;

/** Writes the work order of a condition, with its evidence. */
record ConditionOrder(Asset asset, Condition condition) {

  WorkOrder raised(EpisodeKey key, long time, double value, long metSince) {
    Duration respond = condition.work().respondWithin();
    return new WorkOrder(
        key,
        condition,
        Target.of(asset.ownership()),
        time,
        time + (respond == null ? 0 : respond.toMillis()),
        null,
        null,
        condition.signal() instanceof Condition.Limit limit
            ? past(limit, time, value, metSince)
            : fault((Condition.FaultCode) condition.signal(), time));
  }

  private Evidence fault(Condition.FaultCode fault, long time) {
    return new Evidence(
        "Fault " + fault.code() + " came at " + Words.minute(time, asset.zone()) + ".",
        null,
        null,
        List.of(),
        List.of());
  }

  private Evidence past(Condition.Limit limit, long time, double value, long metSince) {
    String side = limit.side() == Condition.Side.ABOVE ? "above" : "below";
    boolean delayed = limit.onDelayMillis() > 0;
    String why =
        limit.meter()
            + " is at "
            + Words.quantity(value, limit.unit())
            + ", "
            + side
            + " the limit of "
            + Words.quantity(limit.limit(), limit.unit())
            + (delayed ? " since " + Words.minute(metSince, asset.zone()) : "")
            + ".";
    return new Evidence(
        why,
        limit.meter(),
        limit.unit(),
        List.of(new Evidence.Basis(limit.meter(), time, value)),
        delayed
            ? List.of(
                side
                    + " for "
                    + Words.span(time - metSince)
                    + ", on-delay "
                    + Words.span(limit.onDelayMillis()))
            : List.of());
  }
}
