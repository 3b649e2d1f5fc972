package io.millwright.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static final String PLANS =
      """
      plans:
        - id: service
          title: Service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM, duration: 3 h}
      conditions:
        - id: hot
          title: Hot
          for: {class: pump}
          above: {meter: heat, limit: %s, unit: degC}
          work: {type: CM}
        - id: loud
          title: Loud
          for: {class: pump}
          above: {meter: noise, limit: 90, unit: dB}
          work: {type: CM}
      """;

  private static Report report(String limit) {
    return Trial.of(PLANS.formatted(limit), 24, 500, 900)
        .hours(0, 0)
        .heat(300, 85)
        .heat(330, 20)
        .hours(401, 101)
        .heat(460, 85)
        .heat(490, 20)
        .end();
  }

  @Test
  void saysWhatWasAssumedAndWhatCameOfIt() {
    Question question = Trial.of(PLANS.formatted("80"), 24).question;
    assertThat(String.join("\n", ReportText.lines(question, report("80"), "Back-test of p.yaml")))
        .isEqualTo(
            """
            Back-test of p.yaml: 2026-01-01 00:00 UTC to 2026-02-11 16:00 UTC, 1 assets, 6 readings, 0 events
            Assumed: each order is completed 24 h after it was raised; a recorded failure completes the open orders of conditions.
            Useful is an order 10 h to 60 h before a failure; one more than 100 h before it is a nuisance.

            rule                           orders  useful    late   early nuisance undecided warned of  median lead
            hot                                 2       1       0       0        1         0       1  40 h
            loud                                0       0       0       0        0         0       0  -
            service                             1       -       -       -        -         -       -  -

            2 failures: 1 warned, 1 missed
              missed  P-1 at 2026-02-07 12:00 UTC (seized)
            3 orders, 0.5 a week; most in the week from 2026-01-15: 2; planned work 3 h
            loud cannot be evaluated on 1 assets: P-1 has no meter noise (it has hours, heat)\
            """);
  }

  @Test
  void listsTheOrders() {
    assertThat(ReportText.orders(report("80")))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("2026-01-13 12:00 UTC  P-1  hot  nuisance, 200 h before")
                    .endsWith("heat is at 85 degC, above the limit of 80 degC."),
            second -> assertThat(second).startsWith("2026-01-17 17:00 UTC  P-1  service  "),
            third -> assertThat(third).contains("hot  useful, 40 h before the failure  heat is"));
  }

  @Test
  void saysWhatAnotherFileChanges() {
    assertThat(String.join("\n", Comparison.lines(report("80"), "p.yaml", report("90"))))
        .isEqualTo(
            """
            Compared with p.yaml (there -> here)
            rule                                   orders           useful         nuisance        warned of
            hot                                    2 -> 0           1 -> 0           1 -> 0           1 -> 0
            loud                                   0 -> 0           0 -> 0           0 -> 0           0 -> 0
            service                                1 -> 1           - -> -           - -> -           - -> -
            all                                    3 -> 1           1 -> 0           1 -> 0           1 -> 0
              was warned  now missed  P-1 at 2026-01-21 20:00 UTC (seized)\
            """);
  }
}
