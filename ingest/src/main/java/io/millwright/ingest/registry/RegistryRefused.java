package io.millwright.ingest.registry;

import java.util.List;

/** A well-formed import that contradicts what is stored. Nothing of it was taken. */
public final class RegistryRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> errors;

  RegistryRefused(List<String> errors) {
    super(String.join("\n", errors));
    this.errors = List.copyOf(errors);
  }

  /**
   * Returns every contradiction.
   *
   * @return sentences that say what to do; at least one
   */
  public List<String> errors() {
    return errors;
  }
}
