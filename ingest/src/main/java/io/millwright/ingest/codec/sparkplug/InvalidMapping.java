package io.millwright.ingest.codec.sparkplug;

import io.millwright.rules.planfile.PlanProblem;
import java.io.Serial;
import java.util.List;

/** A mapping that cannot be used, with everything that is wrong in it. */
public final class InvalidMapping extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<PlanProblem> problems;

  InvalidMapping(List<PlanProblem> problems) {
    super(problems.size() + " problem(s), first: " + problems.get(0).in("sparkplug"));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<PlanProblem> problems() {
    return problems;
  }
}
