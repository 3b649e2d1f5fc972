package io.millwright.rules.condition;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.plan.Step;
import io.millwright.rules.state.AssetState.Memory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A meter's value that differs much from the one before. */
public final class StepTrack extends MeterLeafTrack {
  private final double by;

  /** The newest step that was too large, while it matters. */
  private double from;

  private double to;

  public StepTrack(LeafPlace place, Step step, MeterTrack meter) {
    super(place, step, step.persistence(), meter);
    this.by = step.by();
  }

  @Override
  void take(long time, double value, double former, boolean live) {
    boolean known = MeterTrack.isCountable(value) && MeterTrack.isCountable(former);
    boolean met = known && Math.abs(value - former) > by;
    judge(time, met, !met, live);
    if (met) {
      from = former;
      to = value;
    }
  }

  @Override
  double lowest() {
    return isAtRest() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  @Override
  double longestStep() {
    return by;
  }

  @Override
  String reason(Account account) {
    return name()
        + " went from "
        + Words.number(from)
        + " to "
        + quantity(to)
        + " from one reading to the next";
  }

  @Override
  void arithmetic(Account account) {
    account.step(
        "a step of "
            + Words.quantity(Rounding.off(Math.abs(to - from)), unit())
            + ", more than "
            + quantity(by));
  }

  @Override
  String state(Reasons reasons) {
    return name()
        + " is at "
        + quantity(shown())
        + (isAtRest()
            ? ", not a step of more than " + quantity(by)
            : ", after a step from " + Words.number(from) + " to " + quantity(to));
  }

  /** Where the newest large step went from, and to. */
  @Override
  @Nullable Memory memory() {
    return isAtRest() ? null : new Memory(List.of(), List.of(from, to));
  }

  @Override
  void remember(Memory memory) {
    from = memory.numbers().get(0);
    to = memory.numbers().get(1);
  }
}
