package io.millwright.rules.explain;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.FaultState;
import io.millwright.rules.state.AssetState.MeterState;
import org.jspecify.annotations.Nullable;

/** Says why a condition without an open order has raised none. */
record ConditionReasons(Condition condition, AssetState state, Reasons reasons) {

  void add() {
    ConditionState now = state.conditions().get(condition.id());
    if (condition.signal() instanceof Condition.Limit limit) {
      limit(limit, now);
    } else if (condition.signal() instanceof Condition.FaultCode fault) {
      FaultState seen = state.faults().get(fault.code());
      reasons.add(
          "fault "
              + fault.code()
              + (seen == null
                  ? " has not come"
                  : (seen.active() ? " came at " : " went at ") + reasons.time(seen.lastTime())));
    }
    if (now != null && now.ignoreUntil() != null) {
      reasons.add(
          "what was until " + reasons.time(now.ignoreUntil()) + " was before its completion");
    }
  }

  private void limit(Condition.Limit limit, @Nullable ConditionState now) {
    MeterState meter = state.meters().get(limit.meter());
    if (meter == null) {
      reasons.add(limit.meter() + " has no good reading yet");
      return;
    }
    String side = limit.side() == Condition.Side.ABOVE ? "above" : "below";
    Long since = now == null ? null : now.metSince();
    boolean met = limit.isMet(meter.lastValue());
    reasons.add(
        limit.meter()
            + " is at "
            + Words.quantity(meter.lastValue(), limit.unit())
            + (met ? ", " : ", not ")
            + side
            + " the limit of "
            + Words.quantity(limit.limit(), limit.unit())
            + reasons.age(meter.lastTime())
            + (now == null || since == null ? "" : phase(limit, now, since)));
  }

  private String phase(Condition.Limit limit, ConditionState now, long since) {
    return switch (now.phase()) {
      case NORMAL -> "";
      case PENDING ->
          "; pending since "
              + reasons.time(since)
              + ", on-delay until "
              + reasons.time(since + limit.onDelayMillis());
      case ACTIVE -> "; active since " + reasons.time(since) + " already: it must clear first";
      case CLEARING -> {
        Long clear = now.clearSince();
        yield "; active since "
            + reasons.time(since)
            + (clear == null
                ? ""
                : ", clear since "
                    + reasons.time(clear)
                    + ", off-delay until "
                    + reasons.time(clear + limit.offDelayMillis()));
      }
    };
  }
}
