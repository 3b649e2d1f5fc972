package io.millwright.rules.plantest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestResultTest {
  private static final String HEAD =
      """
      rules:
        plans:
          - id: service
            title: Service
            for: {class: excavator}
            usage: {meter: hours, every: 250, unit: h, lead: 5}
            calendar: {every: 6 months, lead: 14 days}
            work: {type: PM}
        conditions:
          - id: hot
            title: Hot
            for: {class: excavator}
            above: {meter: temp, limit: 105, unit: degC, on_delay: 10 min}
            work: {type: CM, respond_within: 8 h}
          - id: door
            title: Door
            for: {class: lift}
            fault: {code: E-1}
            work: {type: EM}
      tests:
        - name: t
          asset:
            class: excavator
            meters: [{name: hours, kind: counter, unit: h}, {name: temp, kind: gauge, unit: degC}]
          start: 2026-01-05T06:00:00Z
          step: 5 min
      """;

  private static TestResult run(String... lines) throws Exception {
    PlanTestFile file = PlanTestReader.read(HEAD + "    " + String.join("\n    ", lines));
    return TestResult.of(file.tests(file.inlineRules()).get(0), file.inlineRules());
  }

  @Test
  void theDifferenceSaysWhyAndWhyNot() throws Exception {
    TestResult result =
        run(
            "series: {hours: 240+1x3 12, temp: 90 107x4}",
            "events: [{at: 1 h, cancelled: service}]",
            "expect:",
            "  - {rule: service, at: 15 min}",
            "  - {rule: hot, at: 10 min, type: CM, due: unknown}",
            "  - {rule: hot, at: 15 min, type: EM}",
            "  - {rule: door, at: 15 min}");

    assertThat(result.passed()).isFalse();
    assertThat(result.text(false))
        .containsExactly(
            "FAIL  t",
            "  - 10 min  hot CM, due unknown - expected, but it did not come",
            "        why not: temp is at 107 degC, above the limit of 105 degC; pending since 5"
                + " min, on-delay until 15 min",
            "  ! 15 min  hot CM cmms, due 8 h 15 min",
            "        type is CM, expected EM",
            "        why: temp is at 107 degC, above the limit of 105 degC since 2026-01-05 06:05"
                + " UTC.",
            "        above for 10 min, on-delay 10 min",
            "  - 15 min  service - expected, but it did not come",
            "        why not: hours is at 243 of 250 h; lead 5: raised from 245 h",
            "        why not: by calendar it is due at 180 d 18 h, raised from 166 d 18 h",
            "  - 15 min  door - expected, but it did not come",
            "        why not: it does not apply to TEST-1, which is of the class excavator",
            "  + 20 min  hours refused, unexplained_drop - not expected",
            "        it said 12 h; the service would put it in quarantine",
            "  ! 1 h  service cancelled",
            "        no order of it is open then");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "type: CM; type: EM; type is CM, expected EM",
        "priority: 3; priority: 1; priority is 3, expected 1",
        "target: cmms; target: fsm; target is cmms, expected fsm",
        "due: 8 h 10 min; due: 8 h 11 min; due is 8 h 10 min, expected 8 h 11 min",
        "due: 2026-01-05T14:10:59Z; due: unknown; due is 8 h 10 min, expected unknown",
        "why_contains: above; why_contains: below; why does not contain \"below\""
      })
  void eachDetailOfAnOrderIsCompared(String right, String wrong, String said) throws Exception {
    String series = "series: {temp: 107x2}";
    assertThat(run(series, "expect: [{rule: hot, at: 10 min, " + right + "}]").passed()).isTrue();
    TestResult result = run(series, "expect: [{rule: hot, at: 10 min, " + wrong + "}]");
    assertThat(result.passed()).isFalse();
    assertThat(result.text(false)).contains("        " + said);
  }

  @Test
  void anOrderThatIsNotExpectedFails() throws Exception {
    assertThat(run("series: {temp: 107x2}", "expect: []").passed()).isFalse();
    assertThat(run("series: {temp: 107}", "expect: []").passed()).isTrue();
  }

  @Test
  void suppressionsAreComparedWhenTheyAreListed() throws Exception {
    String[] lines = {"series: {temp: hist(107x2)}", "expect: []", "expect_suppressed: "};
    assertThat(run(lines[0], lines[1]).passed()).isTrue();
    assertThat(run(lines[0], lines[1], lines[2] + "[]").passed()).isFalse();
    String right = "[{rule: hot, at: 10 min, reason: historical, detail_contains: buffer}]";
    assertThat(run(lines[0], lines[1], lines[2] + right).passed()).isTrue();
    String wrong = right.replace("historical", "merged").replace("buffer", "snow");
    assertThat(run(lines[0], lines[1], lines[2] + wrong).text(false))
        .contains(
            "        reason is historical, expected merged",
            "        detail does not contain \"snow\"");
  }

  @Test
  void refusalsMustBeListed() throws Exception {
    String series = "series: {hours: 20 10}";
    assertThat(run(series, "expect: []").passed()).isFalse();
    String refused = "expect_refused: [{meter: hours, at: 5 min, reason: unexplained_drop}]";
    assertThat(run(series, "expect: []", refused).passed()).isTrue();
    assertThat(run(series, "expect: []", refused.replace("5 min", "10 min")).passed()).isFalse();
    assertThat(run(series, "expect: []", refused.replace("unexplained_drop", "conflicting_value")))
        .extracting(TestResult::passed)
        .isEqualTo(false);
  }

  @Test
  void aCompletionClosesTheOpenOrderAndSeriesGoFirst() throws Exception {
    TestResult result =
        run(
            "series: {hours: 244 245 245 495}",
            "events: [{at: 5 min, completed: service, meter_value: 245}]",
            "expect: [{rule: service, at: 5 min}, {rule: service, at: 15 min}]");
    assertThat(result.passed()).as(String.join("\n", result.text(true))).isTrue();
  }

  @Test
  void saysWhichOrderIsOpen() throws Exception {
    assertThat(
            run(
                    "series: {temp: 107x2 100 107x3}",
                    "expect: [{rule: hot, at: 10 min}, {rule: hot, at: 25 min}]")
                .text(false))
        .contains(
            "        why not: its order 1, raised at 10 min, is open; there is one at a time");
  }
}
