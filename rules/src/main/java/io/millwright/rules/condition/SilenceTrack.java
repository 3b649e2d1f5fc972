package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Silence;
import io.millwright.rules.state.AssetState.Memory;
import io.millwright.rules.state.ConditionPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meter that is not heard of. Only a tick can find that out; a live reading ends it. A meter that
 * was never heard of is waited for from the first tick on.
 */
public final class SilenceTrack extends MeterLeafTrack {
  private final Silence silence;

  /** Not before this time was it waited for: the first tick, a repair, or its being paused. */
  private long from = NEVER;

  public SilenceTrack(LeafPlace place, Silence silence, MeterTrack meter) {
    super(place, silence, Persistence.NONE, meter);
    this.silence = silence;
  }

  private long base() {
    return Math.max(from, meter.hasReading() ? meter.lastTime() : NEVER);
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    if (live) {
      rest();
    }
  }

  @Override
  double lowest() {
    return phase() == ConditionPhase.NORMAL ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  @Override
  public long nextTick() {
    long base = base();
    if (phase() != ConditionPhase.NORMAL) {
      return Long.MAX_VALUE;
    }
    return base == NEVER ? NEVER : base + silence.forMillis();
  }

  @Override
  public void tick(long time) {
    if (base() == NEVER) {
      from = time;
    } else if (nextTick() <= time) {
      activate(base());
    }
  }

  @Override
  public void repaired(long time) {
    super.repaired(time);
    rest();
    from = Math.max(from, time);
  }

  @Override
  public void resumed(long time, boolean live) {
    from = Math.max(from, time);
  }

  @Override
  String reason(Account account) {
    return name() + " has not been heard of since " + Words.minute(metSince(), account.zone);
  }

  @Override
  void arithmetic(Account account) {
    account.step(
        "silent for "
            + Words.span(account.time - metSince())
            + ", allowed "
            + Words.span(silence.forMillis()));
  }

  @Override
  String state(Reasons reasons) {
    return name() + " was heard of at " + reasons.time(meter.lastTime()) + unheard(reasons);
  }

  @Override
  String unheard(Reasons reasons) {
    if (phase() != ConditionPhase.NORMAL) {
      return "";
    }
    return base() == NEVER
        ? "; waited for from the first tick on"
        : "; may be silent until " + reasons.time(base() + silence.forMillis());
  }

  /** From when it was waited for. */
  @Override
  @Nullable Memory memory() {
    return from == NEVER ? null : new Memory(List.of(from), List.of());
  }

  @Override
  void remember(Memory memory) {
    from = memory.times().get(0);
  }
}
