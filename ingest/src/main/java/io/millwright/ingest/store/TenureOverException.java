package io.millwright.ingest.store;

/**
 * Another process has begun to work on the database: the state in memory is no longer that of the
 * log, and nothing more may be written.
 */
public final class TenureOverException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  TenureOverException() {
    super(
        "another Millwright has taken over this database while it could not be reached; see to it"
            + " that one runs, and start this one again as its standby");
  }
}
