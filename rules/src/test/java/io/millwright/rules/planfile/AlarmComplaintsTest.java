package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a planner is told about a condition whose order cannot be what it says. */
class AlarmComplaintsTest {

  private static List<String> complaints(String... lines) {
    String yaml =
        "conditions:\n  - id: hot\n    title: t\n    for: {class: c}\n"
            + "    work: {type: CM, priority: 2}\n    "
            + String.join("\n    ", lines)
            + "\n";
    PlanException e = catchThrowableOfType(PlanException.class, () -> PlanReader.read(yaml));
    assertThat(e).as("must be refused").isNotNull();
    return e.problems().stream().map(problem -> problem.in("p.yaml")).toList();
  }

  @Test
  void theActionLimitMustBePastTheLimit() {
    assertThat(
            complaints(
                "above: {meter: t, unit: degC, limit: 90, action: 90}", "at_action: {priority: 1}"))
        .containsExactly("p.yaml:6:54: 'action' (90.0) must be above the limit (90.0)");
    assertThat(
            complaints(
                "below: {meter: t, unit: degC, limit: 9, action: 10}", "at_action: {priority: 1}"))
        .containsExactly("p.yaml:6:53: 'action' (10.0) must be below the limit (9.0)");
  }

  @Test
  void theActionLimitAndItsUrgencyGoTogether() {
    assertThat(complaints("above: {meter: t, unit: degC, limit: 90, action: 99}"))
        .containsExactly(
            "p.yaml:6:54: 'action' needs 'at_action' in the condition, such as {priority: 1}");
    assertThat(complaints("above: {meter: t, unit: degC, limit: 90}", "at_action: {priority: 1}"))
        .containsExactly(
            "p.yaml:7:16: 'at_action' needs a limit with 'action', the second limit past the"
                + " first");
    assertThat(complaints("fault: {code: E}", "at_action: {priority: 1}")).hasSize(1);
  }

  @Test
  void theOrderBecomesMoreUrgentOnly() {
    assertThat(
            complaints(
                "above: {meter: t, unit: degC, limit: 90, action: 99}", "at_action: {priority: 3}"))
        .containsExactly(
            "p.yaml:7:27: past the action limit the priority (3) must not be less urgent than the"
                + " work's (2): 1 is the most urgent");
  }

  @Test
  void wordsAndSpans() {
    assertThat(complaints("fault: {code: E}", "reopen: {after: cleared}"))
        .singleElement()
        .asString()
        .contains("must be completion or clear, not \"cleared\"");
    assertThat(complaints("fault: {code: E}", "reopen: {not_within: soon}"))
        .singleElement()
        .asString()
        .contains("p.yaml:7:26")
        .contains("soon");
    assertThat(complaints("fault: {code: E}", "latched: 1"))
        .singleElement()
        .asString()
        .contains("must be true or false");
    assertThat(complaints("fault: {code: E}", "reopen: {}")).hasSize(1);
    assertThat(complaints("fault: {code: E}", "lached: true"))
        .singleElement()
        .asString()
        .contains("latched");
  }
}
