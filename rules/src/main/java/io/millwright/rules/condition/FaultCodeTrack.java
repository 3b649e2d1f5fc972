package io.millwright.rules.condition;

import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Words;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Persistence;

/** A fault code that has come. */
public final class FaultCodeTrack extends LeafTrack {
  private final FaultCode code;
  private final FaultTrack fault;

  public FaultCodeTrack(ConditionTrack condition, FaultCode code, FaultTrack fault) {
    super(condition, code, Persistence.NONE);
    this.code = code;
    this.fault = fault;
  }

  /** Takes the coming or going of the fault, newer than all before. */
  void seen(long time, boolean active, Outcomes out) {
    condition.fault(this, time, time, active, out);
  }

  /** Hears now of a fault that had come before anybody watched it. */
  void missed(long came, long now, Outcomes out) {
    condition.fault(this, came, Math.max(came, now), true, out);
  }

  /** The rule that watches it. */
  String rule() {
    return condition.rule();
  }

  /** Looks at what counts. */
  void take(long time, boolean active) {
    move(time, active, !active, true);
  }

  @Override
  boolean isMomentary() {
    return true;
  }

  @Override
  public void tell(Account account) {
    if (isOn()) {
      account.clause("Fault " + code.code() + " came at " + Words.minute(metSince(), account.zone));
    }
  }

  @Override
  String shown(Reasons reasons) {
    return "fault " + code.code() + fault.standing(reasons);
  }
}
