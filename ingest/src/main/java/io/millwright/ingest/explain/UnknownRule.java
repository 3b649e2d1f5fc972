package io.millwright.ingest.explain;

/** The active plans have no rule of that id; the message names those that there are. */
public final class UnknownRule extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownRule(String message) {
    super(message, null, false, false);
  }
}
