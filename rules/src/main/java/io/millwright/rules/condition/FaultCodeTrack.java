package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.state.AssetState.Memory;
import io.millwright.rules.state.ConditionPhase;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault code that has come, once or so often within a span. */
public final class FaultCodeTrack extends LeafTrack {
  private final FaultCode code;
  private final FaultTrack fault;

  /** When it came, of late; used when it must have come more than once. */
  private final ArrayDeque<Long> comings = new ArrayDeque<>();

  public FaultCodeTrack(LeafPlace place, FaultCode code, FaultTrack fault) {
    super(place, Persistence.NONE);
    this.code = code;
    this.fault = fault;
  }

  /**
   * Takes the coming or going of the fault, newer than all before.
   *
   * @param was whether it was there before
   */
  void seen(long time, boolean active, boolean was, Outcomes out) {
    place.condition().fault(this, time, time, active, active && !was, out);
  }

  /** Hears now of a fault that had come before its rule did. */
  void missed(long came, long now, Outcomes out) {
    place.condition().fault(this, came, Math.max(came, now), true, true, out);
  }

  /** The rule that watches it. */
  String rule() {
    return place.condition().rule();
  }

  /** Looks at what counts. */
  void take(long time, boolean active, boolean came) {
    boolean known = !comings.isEmpty() && comings.getLast() >= time;
    if (came && code.times() > 1 && !known) {
      comings.addLast(time);
      while (comings.size() > code.times() || time - comings.getFirst() > code.withinMillis()) {
        comings.removeFirst();
      }
    }
    move(time, active && isOftenEnough(), !active, true);
  }

  private boolean isOftenEnough() {
    return code.times() == 1 || comings.size() >= code.times();
  }

  @Override
  boolean isMomentary() {
    return true;
  }

  @Override
  public void repaired(long time) {
    super.repaired(time);
    comings.removeIf(came -> came <= time);
    if (!isOftenEnough()) {
      rest();
    }
  }

  /** What it did while nobody looked shows only in how it is now. */
  @Override
  public void resumed(long time, boolean live) {
    move(time, fault.isActive() && isOftenEnough(), !fault.isActive(), live);
  }

  @Override
  public void confirmed(long time) {
    if (phase() == ConditionPhase.PENDING) {
      resumed(time, true);
    }
  }

  @Override
  public void tell(Account account) {
    if (!isOn()) {
      return;
    }
    account.clause("Fault " + code.code() + " came at " + Words.minute(metSince(), account.zone));
    if (code.times() > 1) {
      account.step(
          "it came "
              + comings.size()
              + " times within "
              + Words.span(code.withinMillis())
              + ", needed "
              + code.times());
    }
  }

  @Override
  String shown(Reasons reasons) {
    return "fault "
        + code.code()
        + fault.standing(reasons)
        + (code.times() == 1
            ? ""
            : "; came "
                + comings.stream().filter(t -> reasons.at() - t <= code.withinMillis()).count()
                + " times within "
                + Words.span(code.withinMillis())
                + ", needed "
                + code.times());
  }

  /** When it came, of late. */
  @Override
  @Nullable Memory memory() {
    return comings.isEmpty() ? null : new Memory(List.copyOf(comings), List.of());
  }

  @Override
  void remember(Memory memory) {
    if (code.times() > 1) {
      comings.addAll(memory.times());
      while (comings.size() > code.times()) {
        comings.removeFirst();
      }
    }
  }
}
