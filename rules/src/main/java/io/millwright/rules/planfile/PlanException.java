package io.millwright.rules.planfile;

import java.io.Serial;
import java.util.List;

/** A plan file that cannot be used, with everything that is wrong in it. */
public final class PlanException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<PlanProblem> problems;

  /**
   * Creates it.
   *
   * @param problems at least one, in the order of the file
   */
  public PlanException(List<PlanProblem> problems) {
    super(problems.size() + " problem(s), first: " + problems.get(0).in("plans"));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<PlanProblem> problems() {
    return problems;
  }
}
