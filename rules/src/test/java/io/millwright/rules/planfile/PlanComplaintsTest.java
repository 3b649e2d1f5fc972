package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a planner is told about a file that cannot be used. */
class PlanComplaintsTest {
  private static final String WORK = "    work: {type: PM}\n";

  private static String plan(String id, String trigger) {
    return "  - id: " + id + "\n    title: t\n    for: {class: c}\n    " + trigger + "\n" + WORK;
  }

  private static List<String> complaints(String yaml) {
    PlanException e = catchThrowableOfType(PlanException.class, () -> PlanReader.read(yaml));
    assertThat(e).as("must be refused").isNotNull();
    return e.problems().stream().map(problem -> problem.in("p.yaml")).toList();
  }

  @Test
  void nothingToRead() {
    String said = "p.yaml:1:1: The file is empty: write 'plans:' or 'conditions:'";
    assertThat(complaints("")).containsExactly(said);
    assertThat(complaints("# only a comment\n")).containsExactly(said);
    assertThat(complaints("\n  just words\n"))
        .containsExactly("p.yaml:2:3: The file must begin with 'plans:' or 'conditions:'");
    assertThat(complaints("- a\n"))
        .containsExactly("p.yaml:1:1: The file must begin with 'plans:' or 'conditions:'");
  }

  @Test
  void noYaml() {
    assertThat(complaints("plans:\n\t- id: a\n"))
        .singleElement()
        .asString()
        .startsWith("p.yaml:2:1: Not YAML: found character '\\t(TAB)'");
    assertThat(complaints("plans: [\n")).singleElement().asString().startsWith("p.yaml:2:1: Not");
    assertThat(complaints("plans: *nowhere\n"))
        .containsExactly("p.yaml:1:8: Not YAML: found undefined alias nowhere");
  }

  @Test
  void anotherDocumentIsNotIgnored() {
    assertThat(complaints("plans: []\n---\nplans: []\n"))
        .containsExactly("p.yaml:3:1: A second document begins here: put all rules in one");
  }

  @Test
  void aKeyWrittenTwice() {
    assertThat(complaints("plans:\n" + plan("a", "calendar: {every: 1 year, every: 2 years}")))
        .containsExactly("p.yaml:5:31: The key 'every' stands in line 5 already");
  }

  @Test
  void anAliasBombIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 8; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append("*a%d, ".formatted(i - 1).repeat(10));
      bomb.append("x]\n");
    }
    assertThat(complaints(bomb.toString())).singleElement().asString().contains("100000 values");
    assertThat(complaints("a: &a [*a]\n")).singleElement().asString().contains("deeper than 50");
  }

  @Test
  void misspeltKeysAtEveryLevel() {
    assertThat(complaints("plan: []\n"))
        .containsExactly("p.yaml:1:1: unknown key 'plan': did you mean 'plans'?");
    assertThat(
            complaints(
                """
                plans:
                  - id: a
                    titel: t
                    for: {clas: c}
                    usage: {meter: m, evry: 1, unit: h}
                    work:
                      type: PM
                      prority: 1
                      parts: [{part: x, quantty: 1}]
                """))
        .containsExactly(
            "p.yaml:3:5: plan 'a': unknown key 'titel': did you mean 'title'?",
            "p.yaml:4:11: plan 'a': for: unknown key 'clas': did you mean 'class'?",
            "p.yaml:5:23: plan 'a': usage: unknown key 'evry': did you mean 'every'?",
            "p.yaml:8:7: plan 'a': work: unknown key 'prority': did you mean 'priority'?",
            "p.yaml:9:25: plan 'a': work.parts[1]: unknown key 'quantty': did you mean"
                + " 'quantity'?");
    assertThat(
            complaints(
                """
                conditions:
                  - id: c
                    title: t
                    for: {class: c}
                    abov: {meter: m, limit: 1, unit: h}
                    work: {type: CM}
                  - id: d
                    title: t
                    for: {class: c}
                    fault: {cod: x}
                    colour: red
                    work: {type: CM}
                """))
        .containsExactly(
            "p.yaml:5:5: condition 'c': unknown key 'abov': did you mean 'above'?",
            "p.yaml:10:13: condition 'd': fault: unknown key 'cod': did you mean 'code'?",
            "p.yaml:11:5: condition 'd': unknown key 'colour': known are id, title, for, above,"
                + " below, outside, step, fault, stuck, silence, deviates, projected, all, any,"
                + " at_least, only_while, on_delay,"
                + " off_delay, latched, reopen, at_action, work");
  }

  @Test
  void missingKeysAndTriggers() {
    assertThat(complaints("plans:\n  - id: a\n    title: t\n    for: {class: c}\n" + WORK))
        .containsExactly("p.yaml:2:5: plan 'a': it needs usage or calendar, or both");
    assertThat(complaints("plans:\n  - title: t\n"))
        .containsExactlyInAnyOrder(
            "p.yaml:2:5: plan number 1: 'id' is missing, such as excavator-250h",
            "p.yaml:2:5: plan number 1: 'for' is missing, such as {class: excavator}",
            "p.yaml:2:5: plan number 1: 'work' is missing, such as {type: PM}",
            "p.yaml:2:5: plan number 1: it needs usage or calendar, or both");
    assertThat(complaints("plans:\n" + plan("a", "usage: {meter: m, unit: h}")))
        .containsExactly("p.yaml:5:12: plan 'a': usage: 'every' is missing, such as 250");
    String condition = "conditions:\n  - id: c\n    title: t\n    for: {class: c}\n" + WORK;
    assertThat(complaints(condition))
        .containsExactly(
            "p.yaml:2:5: condition 'c': it needs above, below, outside, step, fault,"
                + " stuck, silence, deviates, projected, all or any");
    assertThat(
            complaints(
                condition + "    fault: {code: x}\n    below: {meter: m, limit: 1, unit: h}\n"))
        .containsExactly(
            "p.yaml:2:5: condition 'c': it has below and fault: it can have only one of them");
  }

  @Test
  void wrongTypesAndRanges() {
    assertThat(
            complaints(
                """
                plans:
                  - id: a b
                    title: 3
                    for: {class: 7}
                    schedule: flaoting
                    usage: {meter: m, every: "250", unit: h, lead: -1}
                    calendar: {every: 6}
                    catch_up: maybe
                    work: {type: pm, priority: 9, skills: diesel, parts: [{part: x, quantity: 0}]}
                  - 7
                conditions:
                """))
        .containsExactly(
            "p.yaml:2:9: plan 'a b': id must be letters, digits, '.', '_' or '-', at most 64, the"
                + " first a letter or digit, not \"a b\"",
            "p.yaml:3:12: plan 'a b': title must be text: put 3 in quotes",
            "p.yaml:4:18: plan 'a b': for.class must be text or a list (and not empty), not 7",
            "p.yaml:5:15: plan 'a b': schedule must be fixed or floating, not \"flaoting\"",
            "p.yaml:6:30: plan 'a b': usage.every must be a number such as 250, not \"250\"",
            "p.yaml:6:52: plan 'a b': usage.lead must be 0 or more, not -1",
            "p.yaml:7:23: plan 'a b': calendar.every must be text such as 14 days, 6 months or 1"
                + " year, not 6",
            "p.yaml:8:15: plan 'a b': catch_up must be true or false, not \"maybe\"",
            "p.yaml:9:18: plan 'a b': work.type must be PM, CM or EM, not \"pm\": did you mean"
                + " PM?",
            "p.yaml:9:32: plan 'a b': work.priority must be 5 or less, not 9",
            "p.yaml:9:43: plan 'a b': work.skills must be a list, not \"diesel\"",
            "p.yaml:9:79: plan 'a b': work.parts[1].quantity must be above 0, not 0",
            "p.yaml:10:5: plan number 2: it must be a group of 'key: value' lines, not 7",
            "p.yaml:11:12: conditions is empty");
  }

  @Test
  void valuesThatDoNotFitTogether() {
    assertThat(
            complaints(
                """
                plans:
                  - id: a
                    title: t
                    for: {class: c}
                    usage: {meter: m, every: 250, unit: h, lead: 250}
                    calendar: {every: 6 moths, lead: 1 year, start: 2026-02-30}
                    work: {type: PM, duration: 4 bananas, window: PT-5M}
                  - id: b
                    title: t
                    for: {class: c}
                    calendar: {every: 1 month, lead: 1 month}
                    catch_up: true
                    work: {type: PM}
                  - id: a
                    title: t
                    for: {class: c}
                    calendar: {every: 1 month}
                    catch_up: true
                    work: {type: PM}
                conditions:
                  - id: b
                    title: t
                    for: {class: c}
                    above: {meter: m, limit: 100, unit: h, clear: 101, on_delay: soon}
                    work: {type: CM}
                """))
        .containsExactly(
            "p.yaml:5:50: 'lead' must be 0 or more and below 'every' (250.0), not 250.0",
            "p.yaml:6:23: '6 moths' is no calendar span: write 14 days, 2 weeks, 6 months, 1 year"
                + " or P6M",
            "p.yaml:6:53: '2026-02-30' is no date: write YYYY-MM-DD",
            "p.yaml:7:32: '4 bananas' is no duration: write 30 s, 10 min, 4 h, 2 days, 1 week or"
                + " PT10M",
            "p.yaml:7:51: 'PT-5M' must be from 0 to 3650 days",
            "p.yaml:11:38: 'lead' (P1M) must be shorter than P1M",
            "p.yaml:14:9: The id 'a' is taken by the rule in line 2",
            "p.yaml:18:15: 'catch_up' goes with 'schedule: fixed' only",
            "p.yaml:21:9: The id 'b' is taken by the rule in line 8",
            "p.yaml:24:51: 'clear' (101.0) must not be above the limit (100.0)",
            "p.yaml:24:66: 'soon' is no duration: write 30 s, 10 min, 4 h, 2 days, 1 week or"
                + " PT10M");
  }

  @Test
  void numbersWithoutEnd() {
    assertThat(
            complaints(
                "plans:\n" + plan("a", "usage: {meter: m, every: .inf, unit: h, start: 1e400}")))
        .contains(
            "p.yaml:5:30: '.inf' is no number that can be counted with",
            "p.yaml:5:52: '1e400' is no number that can be counted with");
    assertThat(complaints("plans:\n" + plan("a", "usage: {meter: m, every: 1e-9, unit: h}")))
        .containsExactly("p.yaml:5:30: 'every' must be from 0.001 to 1e15, not 1.0E-9");
    assertThat(complaints("plans:\n" + plan("a", "calendar: {every: 999999999 weeks}")))
        .singleElement()
        .asString()
        .startsWith("p.yaml:5:23: '999999999 weeks' is no calendar span");
    assertThat(complaints("plans:\n" + plan("a", "calendar: {every: 0 days}")))
        .containsExactly("p.yaml:5:23: 'every' must be from 1 day to 100 years, not P0D");
    assertThat(complaints("plans:\n" + plan("a", "calendar: {every: 1 day, start: 0001-01-01}")))
        .containsExactly("p.yaml:5:37: 'start' must be in the years 1900 to 2999, not 0001-01-01");
  }

  @Test
  void theExceptionNamesTheFirstProblem() {
    PlanException e =
        catchThrowableOfType(PlanException.class, () -> PlanReader.read("plan: []\nx: 1\n"));
    assertThat(e)
        .hasMessage("2 problem(s), first: plans:1:1: unknown key 'plan': did you mean 'plans'?");
  }
}
