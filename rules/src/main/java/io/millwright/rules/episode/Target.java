package io.millwright.rules.episode;

import io.millwright.rules.model.Ownership;
import java.util.Locale;

/** The system that executes an episode; always exactly one. */
public enum Target {
  /** Keeps owned assets reliable. */
  CMMS,
  /** Runs visits to customers. */
  FSM;

  /**
   * Where the work on an asset is executed.
   *
   * @param ownership whose it is; unassigned counts as owned until somebody says otherwise, and its
   *     orders are held
   * @return the one executing system
   */
  public static Target of(Ownership ownership) {
    return ownership == Ownership.CONTRACTED ? FSM : CMMS;
  }

  /** The name used in tables and the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
