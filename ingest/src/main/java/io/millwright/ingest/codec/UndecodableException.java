package io.millwright.ingest.codec;

/** A whole message that cannot be decoded. Its text says where, and what is expected instead. */
public final class UndecodableException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A message that cannot be decoded.
   *
   * @param message where it went wrong, and what is expected
   */
  public UndecodableException(String message) {
    super(message);
  }
}
