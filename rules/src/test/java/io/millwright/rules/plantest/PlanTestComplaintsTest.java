package io.millwright.rules.plantest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.rules.episode.Suppression;
import io.millwright.rules.planfile.PlanException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a planner is told about a test file that cannot be used. */
class PlanTestComplaintsTest {

  private static List<String> complaints(String yaml) {
    PlanException e =
        catchThrowableOfType(
            PlanException.class,
            () -> {
              PlanTestFile file = PlanTestReader.read(yaml);
              file.tests(file.inlineRules());
            });
    assertThat(e).as("must be refused").isNotNull();
    return e.problems().stream().map(problem -> problem.in("t.yaml")).toList();
  }

  @Test
  void nothingToTest() {
    assertThat(complaints(""))
        .containsExactly("t.yaml:1:1: The file is empty: write 'plans:' and 'tests:'");
    assertThat(complaints("x\n"))
        .containsExactly("t.yaml:1:1: The file must begin with 'plans:' or 'rules:'");
    assertThat(complaints("plans: p.yaml\n")).containsExactly("t.yaml:1:1: 'tests' is missing");
  }

  @Test
  void misspeltKeys() {
    assertThat(
            complaints(
                """
                plans: p.yaml
                tests:
                  - name: a
                    asset: {clas: c, meters: []}
                    start: 2026-01-01T00:00:00Z
                    event: [{at: 1 h, tick: true}]
                    events: [{at: 1 h, flaut: x}, {at: 1 h}]
                    expect: [{rule: r, att: 1 h}]
                """))
        .containsExactly(
            "t.yaml:4:13: test 'a': asset: unknown key 'clas': did you mean 'class'?",
            "t.yaml:6:5: test 'a': unknown key 'event': known are name, asset, start, step, series,"
                + " events, expect, expect_suppressed, expect_escalated, expect_refused",
            "t.yaml:7:24: test 'a': events[1]: unknown key 'flaut': did you mean 'fault'?",
            "t.yaml:7:35: test 'a': events[2]: it needs replaced, corrected, fault, tick, completed"
                + " or cancelled",
            "t.yaml:8:24: test 'a': expect[1]: unknown key 'att': did you mean 'at'?");
  }

  @Test
  void valuesThatAreWrong() {
    assertThat(
            complaints(
                """
                rules: {}
                tests:
                  - name: a
                    asset: {class: c, meters: [{name: hours, kind: counter, unit: h}]}
                    start: 2026-01-01T00:00:00Z
                    series: {hours: 1x2y, hour: 0x10}
                    events:
                      - {at: soon, tick: true}
                      - {at: 1 h, tick: true, active: false}
                    expect: [{rule: r, at: 1 h 2}]
                    expect_suppressed: [{rule: r, at: 1 h, reason: mergd}]
                """))
        .containsExactly(
            "t.yaml:6:13: 'step' is missing: the time between two values, such as 5 min",
            "t.yaml:6:21: '1x2y' is nothing a series can hold: write 90, 90x3, 240+0.5x20,"
                + " 240-0.5x20, _, _x3, late(90@-3), hist(90) or bad(90), with blanks between them",
            "t.yaml:6:27: TEST-1 has no meter 'hour': did you mean 'hours'?",
            "t.yaml:8:14: 'soon' is no duration: write 30 s, 10 min, 4 h, 2 days, 1 week or PT10M",
            "t.yaml:9:31: 'active' goes with 'fault' only",
            "t.yaml:10:28: '1 h 2' is no duration: write 30 s, 10 min, 4 h, 2 days, 1 week or"
                + " PT10M",
            "t.yaml:11:52: reason must be one of "
                + Stream.of(Suppression.Reason.values())
                    .map(Suppression.Reason::word)
                    .collect(Collectors.joining(", "))
                + ", not \"mergd\": did you mean merged?");
  }

  @Test
  void rulesThatAreWrongOrNotThere() {
    String test =
        """
        tests:
          - name: a
            asset: {class: c, meters: []}
            start: 2026-01-01T00:00:00Z
            expect: [{rule: dor, at: 1 h}]
        """;
    String rules =
        "rules:\n  conditions:\n    - {id: door, title: t, for: {class: c}, fault: {code: x}, work:"
            + " {type: EM}}\n";
    assertThat(complaints(rules + test))
        .containsExactly("t.yaml:8:21: there is no rule 'dor': did you mean 'door'?");
    assertThat(complaints(rules.replace("code", "cod") + test))
        .containsExactly(
            "t.yaml:3:53: condition 'door': fault: unknown key 'cod': did you mean 'code'?");
  }
}
