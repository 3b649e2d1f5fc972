package io.millwright.ingest.database;

/** One way to a database is closed on this host; the next one may be tried. */
final class WayUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason a sentence for the user, without the name of the way
   */
  WayUnavailableException(String reason) {
    super(reason);
  }

  WayUnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
