package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.Refusal;
import java.sql.SQLException;

/** The database will never take a batch as it is; nothing of it is stored. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String said;

  RefusedException(SQLException cause) {
    super(cause);
    this.said = Refusal.text(cause);
  }

  /** What the database said of the row. */
  String said() {
    return said;
  }
}
