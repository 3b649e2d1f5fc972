package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.Refusal;
import java.sql.SQLException;

/** A batch will never be taken as it is; nothing of it is stored. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String said;
  private final boolean byRules;

  /** The database will never take it. */
  RefusedException(SQLException cause) {
    super(cause);
    this.said = Refusal.text(cause);
    this.byRules = false;
  }

  /** The fold fails on it: a defect of ours, which must not keep back what has nothing of it. */
  RefusedException(RuntimeException cause) {
    super(cause);
    this.said = cause.toString();
    this.byRules = true;
  }

  /** What the database said of the row, or the fold of the event. */
  String said() {
    return said;
  }

  /** Whether the fold failed; else the database refused. */
  boolean isByRules() {
    return byRules;
  }

  /** Who did not take it, in words. */
  String who() {
    return byRules ? "The rules fail on" : "The database refuses";
  }
}
