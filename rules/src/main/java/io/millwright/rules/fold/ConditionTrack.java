package io.millwright.rules.fold;

import io.millwright.rules.fold.AssetState.ConditionState;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition on one asset: where it stands, and whether its episode is open. */
final class ConditionTrack {
  private final Asset asset;
  private final Condition condition;
  private final Condition.@Nullable Limit limit;
  private final long onDelay;
  private final long offDelay;

  private ConditionPhase phase = ConditionPhase.NORMAL;
  private long since = Long.MIN_VALUE;
  private int cycle;
  private boolean open;
  private long ignoreUntil = Long.MIN_VALUE;

  ConditionTrack(Asset asset, Condition condition) {
    this.asset = asset;
    this.condition = condition;
    this.limit = condition.signal() instanceof Condition.Limit l ? l : null;
    this.onDelay = limit == null ? 0 : limit.onDelayMillis();
    this.offDelay = limit == null ? 0 : limit.offDelayMillis();
  }

  Condition condition() {
    return condition;
  }

  /** Takes a good reading of the limit's meter that is newer than all before. */
  void read(long time, double value, boolean live, Outcomes out) {
    if (limit == null) {
      return;
    }
    boolean met = limit.isMet(value);
    if (!met && phase == ConditionPhase.NORMAL) {
      return;
    }
    if (!live) {
      if (met && !open && phase == ConditionPhase.NORMAL) {
        out.suppressed(historical(time, value));
      }
      return;
    }
    if (step(time, met, limit.isClear(value))) {
      activated(time, value, out);
    }
  }

  /** Takes a fault's coming or going. */
  Verdict fault(long time, boolean active, Outcomes out) {
    if (time <= since) {
      return time == since ? Verdict.DUPLICATE : Verdict.LATE;
    }
    if (step(time, active, !active)) {
      activated(time, 1, out);
    }
    return Verdict.ACCEPTED;
  }

  /** Moves the phase; true when the condition has just become active. */
  private boolean step(long time, boolean met, boolean clear) {
    if (time <= ignoreUntil) {
      return false;
    }
    if (phase == ConditionPhase.NORMAL && met) {
      enter(ConditionPhase.PENDING, time);
    }
    if (phase == ConditionPhase.PENDING) {
      if (!met) {
        enter(ConditionPhase.NORMAL, time);
      } else if (time - since >= onDelay) {
        phase = ConditionPhase.ACTIVE;
        return true;
      }
    } else if (phase == ConditionPhase.ACTIVE && clear) {
      enter(ConditionPhase.CLEARING, time);
    }
    if (phase == ConditionPhase.CLEARING) {
      if (!clear) {
        phase = ConditionPhase.ACTIVE;
      } else if (time - since >= offDelay) {
        enter(ConditionPhase.NORMAL, time);
      }
    }
    return false;
  }

  private void enter(ConditionPhase next, long time) {
    phase = next;
    since = time;
  }

  private void activated(long time, double value, Outcomes out) {
    if (open) {
      out.suppressed(
          new Suppression(
              new EpisodeKey(asset.tag(), condition.id(), cycle),
              Suppression.Reason.EPISODE_OPEN,
              time,
              "Met again while order " + cycle + " of " + condition.id() + " is open."));
      return;
    }
    cycle++;
    open = true;
    out.raised(order(time, value));
  }

  private WorkOrder order(long time, double value) {
    Duration respond = condition.work().respondWithin();
    return new WorkOrder(
        new EpisodeKey(asset.tag(), condition.id(), cycle),
        condition,
        Target.of(asset.ownership()),
        time,
        time + (respond == null ? 0 : respond.toMillis()),
        null,
        null,
        evidence(time, value));
  }

  private Evidence evidence(long time, double value) {
    if (limit == null) {
      String code = ((Condition.FaultCode) condition.signal()).code();
      return new Evidence(
          "Fault " + code + " came at " + Words.minute(time, asset.zone()) + ".",
          null,
          null,
          List.of(),
          List.of());
    }
    String side = limit.side() == Condition.Side.ABOVE ? "above" : "below";
    String why =
        limit.meter()
            + " is at "
            + Words.number(value)
            + " "
            + limit.unit()
            + ", "
            + side
            + " the limit of "
            + Words.number(limit.limit())
            + " "
            + limit.unit()
            + (onDelay > 0 ? " since " + Words.minute(since, asset.zone()) : "")
            + ".";
    return new Evidence(
        why,
        limit.meter(),
        limit.unit(),
        List.of(new Evidence.Basis(limit.meter(), time, value)),
        onDelay > 0
            ? List.of(
                side + " for " + Words.span(time - since) + ", on-delay " + Words.span(onDelay))
            : List.of());
  }

  private Suppression historical(long time, double value) {
    return new Suppression(
        new EpisodeKey(asset.tag(), condition.id(), cycle + 1),
        Suppression.Reason.HISTORICAL,
        time,
        "A reading of " + Words.number(value) + " met it, but was sent from a buffer.");
  }

  Verdict close(Event.OrderClosed event, Outcomes out) {
    if (!open || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    open = false;
    if (event.completed()) {
      // What comes from before the repair says nothing about it; from then on it counts anew.
      enter(ConditionPhase.NORMAL, event.time());
      ignoreUntil = event.time();
    }
    EpisodeKey key = new EpisodeKey(asset.tag(), condition.id(), cycle);
    out.closed(new EpisodeClosed(key, event.time(), event.completed()));
    return Verdict.ACCEPTED;
  }

  @Nullable ConditionState snapshot() {
    return phase == ConditionPhase.NORMAL && cycle == 0
        ? null
        : new ConditionState(phase, since, cycle, open, ignoreUntil);
  }

  void restore(ConditionState state) {
    phase = state.phase();
    since = state.since();
    cycle = state.cycle();
    open = state.open();
    ignoreUntil = state.ignoreUntil();
  }
}
