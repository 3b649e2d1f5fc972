package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a planner is told about a plan whose orders cannot go on as it says. */
class OrderLifeComplaintsTest {
  private static final String HOURS = "usage: {meter: m, every: 250, unit: h}";

  private static List<String> complaints(String... lines) {
    String yaml =
        "plans:\n  - id: a\n    title: t\n    for: {class: c}\n"
            + "    work: {type: PM, priority: 2}\n    "
            + String.join("\n    ", lines)
            + "\n";
    PlanException e = catchThrowableOfType(PlanException.class, () -> PlanReader.read(yaml));
    assertThat(e).as("must be refused").isNotNull();
    return e.problems().stream().map(problem -> problem.in("p.yaml")).toList();
  }

  @Test
  void overdue() {
    assertThat(complaints(HOURS, "overdue: {after: 7 days}"))
        .containsExactly("p.yaml:7:14: plan 'a': overdue: 'priority' is missing, such as 1");
    assertThat(complaints(HOURS, "overdue: {priority: 6}"))
        .containsExactly("p.yaml:7:25: plan 'a': overdue.priority must be 5 or less, not 6");
    assertThat(complaints(HOURS, "overdue: {priority: 0}"))
        .containsExactly("p.yaml:7:25: plan 'a': overdue.priority must be 1 or more, not 0");
    assertThat(complaints(HOURS, "overdue: {priority: urgent}"))
        .containsExactly(
            "p.yaml:7:25: plan 'a': overdue.priority must be a whole number such as 1,"
                + " not \"urgent\"");
    assertThat(complaints(HOURS, "overdue: {priority: 1, after: soon}"))
        .containsExactly(
            "p.yaml:7:35: 'soon' is no duration: write 30 s, 10 min, 4 h, 2 days, 1"
                + " week or PT10M");
    assertThat(complaints(HOURS, "overdue: {priority: 1, after: -1 d}"))
        .containsExactly(
            "p.yaml:7:35: '-1 d' is no duration: write 30 s, 10 min, 4 h, 2 days, 1"
                + " week or PT10M");
    assertThat(complaints(HOURS, "overdue: {priorty: 1}"))
        .containsExactly(
            "p.yaml:7:15: plan 'a': overdue: unknown key 'priorty': did you mean 'priority'?");
    assertThat(complaints(HOURS, "overdue: 7 days"))
        .containsExactly(
            "p.yaml:7:14: plan 'a': overdue must be a group of 'key: value' lines, not"
                + " \"7 days\"");
  }

  @Test
  void anOverdueOrderBecomesMoreUrgentOnly() {
    assertThat(complaints(HOURS, "overdue: {priority: 3}"))
        .containsExactly(
            "p.yaml:7:25: past due the priority (3) must not be less urgent than the"
                + " work's (2): 1 is the most urgent");
  }

  @Test
  void family() {
    assertThat(complaints(HOURS, "family: ''"))
        .containsExactly("p.yaml:7:13: plan 'a': family must not be empty: write main-service");
    assertThat(complaints(HOURS, "family: [a, b]"))
        .containsExactly(
            "p.yaml:7:13: plan 'a': family must be text such as main-service, not a list");
    assertThat(complaints(HOURS, "famly: main"))
        .containsExactly("p.yaml:7:5: plan 'a': unknown key 'famly': did you mean 'family'?");
    assertThat(complaints("calendar: {every: 1 year}", "family: main"))
        .containsExactly(
            "p.yaml:7:13: A plan of a 'family' needs usage of exactly one meter: its"
                + " interval says which service contains which");
    assertThat(
            complaints(
                "usage: [{meter: m, every: 1, unit: h}, {meter: n, every: 1, unit: km}]",
                "family: main"))
        .containsExactly(
            "p.yaml:7:13: A plan of a 'family' needs usage of exactly one meter: its"
                + " interval says which service contains which");
  }

  @Test
  void group() {
    assertThat(complaints(HOURS, "group: yard"))
        .containsExactly(
            "p.yaml:7:12: plan 'a': group must be a group of 'key: value' lines, not \"yard\"");
    assertThat(complaints(HOURS, "group: {name: yard}"))
        .containsExactly(
            "p.yaml:7:12: plan 'a': group: 'within' is missing, such as 30 s, 10 min or 4 h");
    assertThat(complaints(HOURS, "group: {within: 14 days}"))
        .containsExactly("p.yaml:7:12: plan 'a': group: 'name' is missing, such as yard-visit");
    assertThat(complaints(HOURS, "group: {name: '', within: 14 days}"))
        .containsExactly("p.yaml:7:19: plan 'a': group.name must not be empty: write yard-visit");
    assertThat(complaints(HOURS, "group: {name: yard, within: 0 days}"))
        .containsExactly("p.yaml:7:33: 'within' must be above 0, such as 14 days");
    assertThat(complaints(HOURS, "group: {name: yard, within: 14}"))
        .containsExactly(
            "p.yaml:7:33: plan 'a': group.within must be text such as 30 s, 10 min or 4"
                + " h, not 14");
    assertThat(complaints(HOURS, "group: {name: yard, with: 14 days}"))
        .containsExactly(
            "p.yaml:7:25: plan 'a': group: unknown key 'with': did you mean 'within'?");
  }
}
