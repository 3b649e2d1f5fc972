package io.millwright.ingest.registry;

/**
 * One thing wrong with a registry document.
 *
 * @param source the file's name, or {@code body} for a request
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to write instead
 */
public record RegistryError(String source, int line, int column, String message) {
  /** The form editors and terminals can jump to: {@code file:line:column: message}. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column + ": " + message;
  }
}
