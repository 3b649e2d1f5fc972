package io.millwright.ingest.pipeline;

import io.millwright.ingest.store.PlanVersion;
import java.util.List;

/** What became of a plan file that was handed in. */
public sealed interface PlanChangeResult {

  /**
   * It is active on every shard.
   *
   * @param version its version
   * @param assets how many assets are folded
   * @param unbound rules that cannot be evaluated on an asset they are meant for, and why
   */
  record Activated(PlanVersion version, int assets, List<String> unbound)
      implements PlanChangeResult {

    /** Copies the list. */
    public Activated {
      unbound = List.copyOf(unbound);
    }
  }

  /**
   * It is, to the letter, what is active already.
   *
   * @param version the active version
   */
  record Unchanged(PlanVersion version) implements PlanChangeResult {}

  /**
   * Nothing was changed: another version is active than the one it was to replace.
   *
   * @param active the active version; 0 when there is none
   */
  record Overtaken(int active) implements PlanChangeResult {}

  /** Nothing was changed: another change is under way. */
  record Busy() implements PlanChangeResult {}

  /**
   * Nothing was changed: the file cannot follow the active one.
   *
   * @param problems a sentence each, at least one
   */
  record Refused(List<String> problems) implements PlanChangeResult {

    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
