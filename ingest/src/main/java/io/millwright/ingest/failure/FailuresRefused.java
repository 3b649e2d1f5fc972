package io.millwright.ingest.failure;

import java.util.List;

/** Failures that cannot be taken, with everything that is wrong; nothing was stored. */
public final class FailuresRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  FailuresRefused(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, at least one sentence. */
  public List<String> problems() {
    return problems;
  }
}
