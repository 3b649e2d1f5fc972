package io.millwright.rules.backtest;

import java.util.Locale;

/** Whether a failure was seen coming: the best that any order before it was worth. */
public enum FailureOutcome {
  /** By an order within the lead window. */
  WARNED,
  /** Only by orders too close to it. */
  LATE,
  /** Only by orders before the window. */
  EARLY,
  /** By none within the nuisance limit. */
  MISSED,
  /** By none yet; the data end before the lead window does. */
  UNSEEN;

  /** The name used in tables and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
