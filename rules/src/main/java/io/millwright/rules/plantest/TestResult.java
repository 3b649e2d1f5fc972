package io.millwright.rules.plantest;

import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plantest.Line.Mark;
import java.util.ArrayList;
import java.util.List;

/** What came of one plan test: expected and seen side by side, in the order of time. Immutable. */
public final class TestResult {
  private final PlanTest test;
  private final List<Line> lines;

  private TestResult(PlanTest test, List<Line> lines) {
    this.test = test;
    this.lines = List.copyOf(lines);
  }

  /**
   * Runs a test. Any thread.
   *
   * @param test the test
   * @param plans the rules under test
   * @return what came of it
   */
  public static TestResult of(PlanTest test, PlanSet plans) {
    return new TestResult(test, Comparison.of(test, plans));
  }

  /** Whether everything came as expected, and nothing else. */
  public boolean passed() {
    return lines.stream().allMatch(line -> line.mark() == Mark.AS_EXPECTED);
  }

  /**
   * The result for a person, as a difference: {@code -} did not come, {@code +} came unexpected,
   * {@code !} came otherwise.
   *
   * @param verbose also explain what came as expected
   * @return lines of text without line ends
   */
  public List<String> text(boolean verbose) {
    List<String> text = new ArrayList<>();
    text.add((passed() ? "ok    " : "FAIL  ") + test.name());
    if (passed() && !verbose) {
      return text;
    }
    for (Line line : lines) {
      text.add(
          "  "
              + line.mark().sign
              + " "
              + test.timeline.words(line.at())
              + "  "
              + line.text()
              + line.mark().remark);
      if (verbose || line.mark() != Mark.AS_EXPECTED) {
        line.details().forEach(detail -> text.add("        " + detail));
      }
    }
    if (lines.isEmpty()) {
      text.add("    no order, and none was expected");
    }
    return text;
  }
}
