package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a planner is told about a condition that cannot be watched. */
class SignalComplaintsTest {

  private static List<String> complaints(String signal) {
    String yaml =
        "conditions:\n  - id: c\n    title: t\n    for: {class: c}\n    work: {type: CM}\n    "
            + signal
            + "\n";
    PlanException e = catchThrowableOfType(PlanException.class, () -> PlanReader.read(yaml));
    assertThat(e).as("must be refused: " + signal).isNotNull();
    return e.problems().stream()
        .map(problem -> problem.column() + ": " + problem.message())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          outside: {meter: m, unit: h, from: 6, to: 2} | 40: 'from' (6.0) must be below 'to' (2.0)
          outside: {meter: m, unit: h, from: 2, to: 6, deadband: 2.1} | 60: 'deadband' must be at most half of what is between 'from' and 'to'
          above: {meter: m, unit: h, limit: 2, clear: 1, deadband: 1} | 62: 'deadband' and 'clear' say the same: it can have one of them
          above: {meter: m, unit: h, limit: 2, of: average} | 46: 'of' needs 'over', such as over: 1 h
          above: {meter: m, unit: h, limit: 2, over: 1 h} | 48: 'over' goes with 'of', such as of: average
          above: {meter: m, unit: h, limit: 2, of: rise, over: 0 s} | 58: 'over' must be 1 s or more
          above: {meter: m, unit: h, limit: 2, met: {times: 3, of: 2}} | 47: 'times' must be from 1 to 'of', and 'of' at most 64, not 3 of 2
          above: {meter: m, unit: h, limit: 2, met: {times: 65}} | 47: 'times' must be from 1 to 'of', and 'of' at most 64, not 65 of 65
          fault: {code: x, times: 3} | 29: 'times' above 1 and 'within' above 0 go together
          fault: {code: x, within: 1 h} | 30: 'times' above 1 and 'within' above 0 go together
          stuck: {meter: m, for: 0 s} | 28: 'for' must be above 0
          stuck: {meter: m, for: 1 h, within: 1} | 41: 'within' needs its 'unit', such as degC
          silence: {meter: m, for: 0 s} | 30: 'for' must be above 0
          deviates: {meter: m, sigmas: 3, least_sigma: 1} | 50: 'least_sigma' needs its 'unit', such as degC
          deviates: {meter: m, sigmas: 3, baseline: {weight: 1}} | 47: 'weight' must be from 0 to below 1, not 1.0
          projected: {meter: m, unit: h, above: 1, within: 0 s, over: 1 d} | 54: 'within' must be above 0
          """)
  void valuesThatDoNotFit(String signal, String said) {
    assertThat(complaints(signal)).containsExactly(said);
  }

  @Test
  void theShapeOfSignals() {
    assertThat(complaints("outside: {meter: m, unit: h, from: 6, too: 7}"))
        .containsExactly("43: condition 'c': outside: unknown key 'too': did you mean 'to'?");
    assertThat(complaints("above: {meter: m, unit: h, limit: 2, of: averge, over: 1 h}"))
        .containsExactly(
            "46: condition 'c': above.of must be average, minimum, maximum, std_dev or rise, not"
                + " \"averge\": did you mean average?");
    assertThat(complaints("any: []")).containsExactly("10: condition 'c': any must not be empty");
    assertThat(complaints("any: [{abov: {meter: m, unit: h, limit: 2}}]"))
        .containsExactly("12: condition 'c': any[1]: unknown key 'abov': did you mean 'above'?");
    assertThat(complaints("any: [{fault: {code: x}, at_least: 1}]"))
        .containsExactly("40: 'at_least' goes with 'any' only");
    assertThat(complaints("at_least: 3\n    any: [{fault: {code: x}}, {fault: {code: y}}]"))
        .containsExactly("15: 'at_least' must be from 1 to 2, the number of signals here, not 3");
    assertThat(complaints("all: [{fault: {code: x}, silence: {meter: m, for: 1 h}}]"))
        .containsExactly(
            "11: condition 'c': all[1]: it has fault and silence: it can have only one of them");
    assertThat(complaints("projected: {meter: m, unit: h, within: 1 h, over: 1 h}"))
        .containsExactly("16: condition 'c': projected: it needs above or below");
    assertThat(complaints("deviates: {meter: m, sigmas: 3, baseline: {readings: 4}}"))
        .containsExactly("58: condition 'c': deviates.baseline.readings must be 5 or more, not 4");
  }

  @Test
  void theShapeOfOnlyWhile() {
    assertThat(complaints("fault: {code: x}\n    only_while: {meter: m}"))
        .containsExactly("17: condition 'c': only_while: it needs states, above or below");
    assertThat(complaints("fault: {code: x}\n    only_while: {meter: m, above: 3}"))
        .containsExactly("17: 'unit' is missing, such as rpm");
    assertThat(complaints("fault: {code: x}\n    only_while: {meter: m, states: []}"))
        .containsExactly("36: condition 'c': only_while.states must not be empty: write [1]");
  }
}
