package io.millwright.rules.condition;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.Words;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.ConditionPhase;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one asset: where it stands, and whether its episode is open. The delays are
 * those of OPC UA Part 9, 5.8.2: it is active once it was met without a break for the on-delay, and
 * over once it was clear without a break for the off-delay, both by the time of the readings.
 */
public final class ConditionTrack {
  private static final long NEVER = Long.MIN_VALUE;

  private final Asset asset;
  private final Condition condition;
  private final Condition.@Nullable Limit limit;
  private final long onDelay;
  private final long offDelay;

  private ConditionPhase phase = ConditionPhase.NORMAL;
  private long metSince = NEVER;
  private long clearSince = NEVER;
  private int cycle;
  private boolean open;
  private long ignoreUntil = NEVER;

  /** The cycle for which it was said that a buffered reading raises nothing. */
  private int heldBack;

  public ConditionTrack(Asset asset, Condition condition) {
    this.asset = asset;
    this.condition = condition;
    this.limit = condition.signal() instanceof Condition.Limit l ? l : null;
    this.onDelay = limit == null ? 0 : limit.onDelayMillis();
    this.offDelay = limit == null ? 0 : limit.offDelayMillis();
  }

  /**
   * Takes a good reading of the limit's meter that is newer than all before.
   *
   * @param live false when it was sent from a buffer: it moves the phase, but an order waits for
   *     the next live reading to confirm it
   */
  public void read(long time, double value, boolean live, Outcomes out) {
    if (limit == null) {
      return;
    }
    boolean met = limit.isMet(value);
    if ((!met && phase == ConditionPhase.NORMAL) || time <= ignoreUntil) {
      return;
    }
    move(time, met, limit.isClear(value));
    if (phase == ConditionPhase.PENDING && time - metSince >= onDelay) {
      if (live) {
        phase = ConditionPhase.ACTIVE;
        activated(time, value, out);
      } else if (!open && heldBack <= cycle) {
        heldBack = cycle + 1;
        out.suppressed(heldBack(time, value));
      }
    }
  }

  /** The lowest value that leaves it as it is; infinite when any may move it. */
  public double quietFrom() {
    if (limit == null || phase != ConditionPhase.NORMAL) {
      return Double.POSITIVE_INFINITY;
    }
    return limit.side() == Condition.Side.BELOW ? limit.limit() : Double.NEGATIVE_INFINITY;
  }

  /** The highest value that leaves it as it is, when {@link #quietFrom} does not rule it out. */
  public double quietTo() {
    return limit != null && limit.side() == Condition.Side.ABOVE
        ? limit.limit()
        : Double.POSITIVE_INFINITY;
  }

  /** Takes the coming or going of the fault, newer than all before. */
  public void fault(long time, boolean active, Outcomes out) {
    if (time <= ignoreUntil) {
      return;
    }
    move(time, active, !active);
    if (phase == ConditionPhase.PENDING) {
      phase = ConditionPhase.ACTIVE;
      activated(time, 1, out);
    }
  }

  private void move(long time, boolean met, boolean clear) {
    if (phase == ConditionPhase.NORMAL && met) {
      phase = ConditionPhase.PENDING;
      metSince = time;
    } else if (phase == ConditionPhase.PENDING && !met) {
      rest();
    } else if (phase == ConditionPhase.ACTIVE && clear) {
      phase = ConditionPhase.CLEARING;
      clearSince = time;
    } else if (phase == ConditionPhase.CLEARING && !clear) {
      phase = ConditionPhase.ACTIVE;
      clearSince = NEVER;
    }
    if (phase == ConditionPhase.CLEARING && time - clearSince >= offDelay) {
      rest();
    }
  }

  private void rest() {
    phase = ConditionPhase.NORMAL;
    metSince = NEVER;
    clearSince = NEVER;
  }

  private EpisodeKey key(int number) {
    return new EpisodeKey(asset.tag(), condition.id(), number);
  }

  private void activated(long time, double value, Outcomes out) {
    if (open) {
      out.suppressed(
          new Suppression(
              key(cycle),
              Suppression.Reason.EPISODE_OPEN,
              time,
              "Met again while order " + cycle + " of " + condition.id() + " is open."));
      return;
    }
    cycle++;
    open = true;
    out.raised(new ConditionOrder(asset, condition).raised(key(cycle), time, value, metSince));
  }

  private Suppression heldBack(long time, double value) {
    return new Suppression(
        key(heldBack),
        Suppression.Reason.HISTORICAL,
        time,
        "A reading of "
            + Words.number(value)
            + " met it, but was sent from a buffer; the next live one decides.");
  }

  public Verdict close(Event.OrderClosed event, Outcomes out) {
    if (!open || event.cycle() != cycle) {
      return Verdict.WITHOUT_EFFECT;
    }
    open = false;
    out.closed(new EpisodeClosed(key(cycle), event.time(), event.completed()));
    if (event.completed()) {
      repaired(event.time(), out);
    }
    return Verdict.ACCEPTED;
  }

  /** What comes from before the repair says nothing about it; what came after it counts anew. */
  private void repaired(long time, Outcomes out) {
    ignoreUntil = time;
    if (phase == ConditionPhase.NORMAL || metSince <= time) {
      rest();
    } else if (limit != null) {
      phase = ConditionPhase.PENDING;
      clearSince = NEVER;
    } else {
      activated(metSince, 1, out);
    }
  }

  /** The cycle of the open episode; 0 when none is open. */
  public int openCycle() {
    return open ? cycle : 0;
  }

  public @Nullable ConditionState snapshot() {
    return phase == ConditionPhase.NORMAL && cycle == 0 && heldBack == 0
        ? null
        : new ConditionState(
            phase,
            stored(metSince),
            stored(clearSince),
            cycle,
            open,
            stored(ignoreUntil),
            heldBack);
  }

  private static @Nullable Long stored(long time) {
    return time == NEVER ? null : time;
  }

  private static long loaded(@Nullable Long time) {
    return time == null ? NEVER : time;
  }

  public void restore(ConditionState state) {
    phase = state.phase();
    metSince = loaded(state.metSince());
    clearSince = loaded(state.clearSince());
    cycle = state.cycle();
    open = state.open();
    ignoreUntil = loaded(state.ignoreUntil());
    heldBack = state.heldBack();
  }
}
