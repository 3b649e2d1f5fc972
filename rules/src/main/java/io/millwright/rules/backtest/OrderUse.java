package io.millwright.rules.backtest;

import java.util.Locale;

/** What a condition's order was worth, seen from what happened afterwards. */
public enum OrderUse {
  /** A failure followed within the lead window. */
  USEFUL,
  /** A failure followed too soon to act. */
  LATE,
  /** A failure followed, but later than the window: it cost remaining life. */
  EARLY,
  /** No failure followed within the nuisance limit. */
  NUISANCE,
  /** No failure has followed, and the data end before the nuisance limit is over. */
  UNDECIDED;

  /** The name used in tables and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
