package io.millwright.sim.replay;

/** A mapping file that cannot be used; the message names the file and, where known, the line. */
public final class MappingException extends Exception {
  private static final long serialVersionUID = 1L;

  MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
