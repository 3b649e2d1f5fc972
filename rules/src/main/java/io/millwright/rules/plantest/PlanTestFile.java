package io.millwright.rules.plantest;

import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.planfile.Misspelling;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.YamlTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A file of plan tests. Immutable. */
public final class PlanTestFile {
  private final @Nullable String plansFile;
  private final PlanSet inline;
  private final List<PlanTest> tests;
  private final List<JsonNode> ruleNames;

  PlanTestFile(
      @Nullable String plansFile, PlanSet inline, List<PlanTest> tests, List<JsonNode> ruleNames) {
    this.plansFile = plansFile;
    this.inline = inline;
    this.tests = List.copyOf(tests);
    this.ruleNames = List.copyOf(ruleNames);
  }

  /** The plan file under test, relative to this file; null when the rules are written in it. */
  public @Nullable String plansFile() {
    return plansFile;
  }

  /** The rules that are written in this file; empty when it names a plan file. */
  public PlanSet inlineRules() {
    return inline;
  }

  /**
   * The tests, which must not name a rule that is not there: they would expect it in vain, or pass
   * without having tested anything.
   *
   * @param plans the rules under test
   * @return in the order of the file
   * @throws PlanException with each name that is none of a rule
   */
  public List<PlanTest> tests(PlanSet plans) throws PlanException {
    List<String> known = plans.rules().stream().map(Rule::id).toList();
    List<PlanProblem> problems = new ArrayList<>();
    for (JsonNode name : ruleNames) {
      if (!known.contains(name.asString())) {
        String meant = Misspelling.closest(name.asString(), known);
        problems.add(
            YamlTree.at(
                name,
                "there is no rule '"
                    + name.asString()
                    + "': "
                    + (meant == null
                        ? "known are " + String.join(", ", known)
                        : "did you mean '" + meant + "'?")));
      }
    }
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return tests;
  }
}
