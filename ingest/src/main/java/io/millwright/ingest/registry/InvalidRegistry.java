package io.millwright.ingest.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A registry document that cannot be used, with everything that is wrong with it. */
public final class InvalidRegistry extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<RegistryError> errors;

  InvalidRegistry(List<RegistryError> errors) {
    super(errors.stream().map(RegistryError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /**
   * Returns what is wrong, in the order of the document.
   *
   * @return at least one error
   */
  public List<RegistryError> errors() {
    return errors;
  }
}
