package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.Stuck;
import io.millwright.rules.state.AssetState.Memory;
import io.millwright.rules.state.ConditionPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meter's value that does not move: pending from each movement on, for as long as it may stay. A
 * meter that is silent holds its value, so a tick finds it stuck, too.
 */
public final class StuckTrack extends MeterLeafTrack {
  private final Stuck stuck;

  /** Where the value was when it last moved; means nothing in phase NORMAL. */
  private double anchor;

  public StuckTrack(LeafPlace place, Stuck stuck, MeterTrack meter) {
    super(place, stuck, Persistence.delays(stuck.forMillis(), 0), meter);
    this.stuck = stuck;
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    boolean moved = phase() == ConditionPhase.NORMAL || Math.abs(value - anchor) > stuck.within();
    if (moved) {
      rest();
      anchor = value;
    }
    move(time, true, false, live);
  }

  /** A reading from a buffer leaves it waiting for a live one, which it then must be told of. */
  @Override
  double lowest() {
    return isLive() ? anchor - stuck.within() : Double.POSITIVE_INFINITY;
  }

  @Override
  double highest() {
    return anchor + stuck.within();
  }

  @Override
  public long quietUntil() {
    return phase() == ConditionPhase.PENDING ? nextTick() : Long.MAX_VALUE;
  }

  @Override
  String reason(Account account) {
    return name() + " has not moved from " + around();
  }

  private String around() {
    return Words.quantity(anchor, unit())
        + (stuck.within() > 0 ? " by more than " + Words.number(stuck.within()) : "");
  }

  @Override
  String word() {
    return "stuck";
  }

  @Override
  String state(Reasons reasons) {
    return phase() == ConditionPhase.NORMAL
        ? name() + " is at " + Words.quantity(shown(), unit())
        : name() + " is at " + around() + " since " + reasons.time(metSince());
  }

  /** Where the value was when it last moved. */
  @Override
  @Nullable Memory memory() {
    return phase() == ConditionPhase.NORMAL ? null : new Memory(List.of(), List.of(anchor));
  }

  @Override
  void remember(Memory memory) {
    anchor = memory.numbers().get(0);
  }
}
