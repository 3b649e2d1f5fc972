package io.millwright.ingest.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one document, so that all of it is reported at once. */
final class Findings {
  /** Beyond this many, only their number is reported. */
  private static final int MAX_SHOWN = 100;

  private final String source;
  private final List<RegistryError> errors = new ArrayList<>();
  private int more;

  Findings(String source) {
    this.source = source;
  }

  void add(Position at, String message) {
    if (errors.size() < MAX_SHOWN) {
      errors.add(new RegistryError(source, at.line(), at.column(), message));
    } else {
      more++;
    }
  }

  /**
   * Ends the reading when something was found.
   *
   * @throws InvalidRegistry with all findings, by position
   */
  void throwIfAny() throws InvalidRegistry {
    if (errors.isEmpty()) {
      return;
    }
    List<RegistryError> sorted = new ArrayList<>(errors);
    sorted.sort(Comparator.comparingInt(RegistryError::line).thenComparing(RegistryError::column));
    if (more > 0) {
      RegistryError last = sorted.get(sorted.size() - 1);
      sorted.add(
          new RegistryError(
              source, last.line(), last.column(), "... and " + more + " more errors"));
    }
    throw new InvalidRegistry(sorted);
  }
}
