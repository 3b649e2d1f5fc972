package io.millwright.ingest.pipeline;

/**
 * The asset is not folded until the next start, so its fold can neither be asked nor told anything.
 */
public final class SetAsideException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  SetAsideException(String why) {
    super("The asset is set aside: " + why);
  }
}
