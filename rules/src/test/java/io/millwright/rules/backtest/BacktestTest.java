package io.millwright.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millwright.rules.event.Event;
import io.millwright.rules.event.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final String HOT =
      """
      conditions:
        - id: hot
          title: Hot
          for: {class: pump}
          above: {meter: heat, limit: 80, unit: degC}
          work: {type: CM, duration: 2 h}
      """;

  private static final String SERVICE =
      """
      plans:
        - id: service
          title: Service
          for: {class: pump}
          usage: {meter: hours, every: 100, unit: h}
          work: {type: PM}
      """;

  private static final String YEARLY =
      """
      plans:
        - id: inspection
          title: Inspection
          for: {class: pump}
          calendar: {every: 10 days, start: 2026-01-01}
          work: {type: PM}
      """;

  private static List<Long> raised(Report report) {
    return report.orders().stream()
        .map(order -> (order.raisedAt() - Trial.BEGIN) / Trial.HOUR)
        .toList();
  }

  @Test
  void anOrderIsJudgedByTheNextFailureAfterIt() {
    Report report =
        Trial.of(HOT, 1, 500, 700, 800)
            .heat(380, 90) // 120 h before the first failure
            .heat(390, 70)
            .heat(420, 90) // 80 h
            .heat(430, 70)
            .heat(445, 90) // 55 h
            .heat(450, 70)
            .heat(495, 90) // 5 h
            .heat(510, 70)
            .heat(695, 90) // 5 h before the second
            .heat(701, 70)
            .heat(850, 90) // none after it, and more than 100 h of data are
            .heat(860, 70)
            .heat(950, 90) // none after it, but the data end
            .heat(960, 70)
            .end();
    assertThat(report.orders())
        .extracting(OrderResult::use)
        .containsExactly(
            OrderUse.NUISANCE,
            OrderUse.EARLY,
            OrderUse.USEFUL,
            OrderUse.LATE,
            OrderUse.LATE,
            OrderUse.NUISANCE,
            OrderUse.UNDECIDED);
    assertThat(report.failures())
        .extracting(FailureResult::outcome)
        .containsExactly(FailureOutcome.WARNED, FailureOutcome.LATE, FailureOutcome.MISSED);
    assertThat(report.failures().get(0).lead()).isEqualTo(55 * Trial.HOUR);
    assertThat(report.failures().get(0).rule()).isEqualTo("hot");
    RuleResult hot = report.rules().get(0);
    assertThat(hot.orders()).isEqualTo(7);
    assertThat(hot.orders(OrderUse.LATE)).isEqualTo(2);
    assertThat(hot.warned()).isOne();
    assertThat(hot.medianLead()).isEqualTo(55 * Trial.HOUR);
  }

  @Test
  void theEdgesBelongToTheWindow() {
    LeadWindow window = new LeadWindow(10, 60, 100);
    assertThat(Arrays.asList(9L, 10L, 60L, 61L, 100L, 101L))
        .extracting(window::judge)
        .containsExactly(
            OrderUse.LATE,
            OrderUse.USEFUL,
            OrderUse.USEFUL,
            OrderUse.EARLY,
            OrderUse.EARLY,
            OrderUse.NUISANCE);
    assertThatIllegalArgumentException().isThrownBy(() -> new LeadWindow(60, 10, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new LeadWindow(10, 60, 50));
  }

  @Test
  void aWindowIsReadAsItIsWritten() {
    long hour = Trial.HOUR;
    assertThat(LeadWindow.parse("10h..60 h", "100 h"))
        .isEqualTo(new LeadWindow(10 * hour, 60 * hour, 100 * hour));
    assertThat(LeadWindow.parse("0h..2d", null)).isEqualTo(new LeadWindow(0, 48 * hour, 48 * hour));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeadWindow.parse("10h-60h", null))
        .withMessageContaining("10h..60h");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeadWindow.parse("3d..60h", null))
        .withMessageContaining("3 days, 60 h");
  }

  @Test
  void aFailureAfterTheDataIsUnseenAsLongAsItsWindowIsNotOver() {
    Question question = Trial.of(HOT, null).question;
    assertThat(Trial.of(question, 650, 700).heat(650, 20).end().failures(FailureOutcome.UNSEEN))
        .isOne();
    assertThat(Trial.of(question, 690, 700).heat(690, 20).end().failures(FailureOutcome.MISSED))
        .isOne();
    assertThat(Trial.of(question, 650, 700).heat(645, 90).end().failures(FailureOutcome.WARNED))
        .isOne();
  }

  @Test
  void aFailureIsRepairedAndCompletesTheOrdersOfConditions() {
    Report report =
        Trial.of(HOT, null, 500).heat(460, 90).heat(490, 91).heat(510, 92).heat(600, 93).end();
    assertThat(raised(report)).containsExactly(460L, 510L);
  }

  @Test
  void ordersStayOpenWithoutTheAssumption() {
    Report never = Trial.of(SERVICE, null).hours(0, 0).hours(100, 100).hours(900, 900).end();
    assertThat(raised(never)).containsExactly(100L);
    assertThat(never.rules().get(0).foretells()).isFalse();
    assertThat(never.orders().get(0).use()).isNull();
  }

  @Test
  void anAssumedCompletionReBasesThePlan() {
    Trial trial = Trial.of(SERVICE, 48).hours(0, 0);
    for (int hour = 1; hour <= 400; hour++) {
      trial.hours(hour, hour);
    }
    // Completed at 148 with what the meter showed then; floating: the next is due at 247.
    assertThat(raised(trial.end())).containsExactly(100L, 247L, 394L);
  }

  @Test
  void theClockTicksWhileTheSensorsAreSilent() {
    Report report = Trial.of(YEARLY, 24).heat(0, 20).end();
    // Floating: ten days after each completion, which is a day after each order.
    assertThat(raised(report)).containsExactly(240L, 504L, 768L);
  }

  @Test
  void whatWasBeforeIsFoldedButNotCounted() {
    Question all = Trial.of(SERVICE, 1).question;
    Question later =
        new Question(all.plans(), Trial.at(150), all.to(), all.completedAfter(), all.lead());
    Trial trial = Trial.of(later, 1000, 120, 900);
    for (int hour = 0; hour <= 210; hour++) {
      trial.hours(hour, hour);
    }
    Report report = trial.end();
    // 100 is before the span, and the next counts from its completion.
    assertThat(raised(report)).containsExactly(200L);
    assertThat(report.failures()).hasSize(1);
    assertThat(report.readings()).isEqualTo(211);
  }

  @Test
  void decisionsAboutLiveOrdersAreLeftOut() {
    Report report =
        Trial.of(SERVICE, null)
            .hours(0, 0)
            .hours(100, 100)
            .event(new Event.OrderClosed("service", 1, Trial.at(101), true, 101.0))
            .hours(300, 300)
            .end();
    assertThat(report.orderCount()).isOne();
    assertThat(report.decisions()).isOne();
    assertThat(report.events()).isZero();
  }

  @Test
  void factsAreFolded() {
    Report report =
        Trial.of(SERVICE, null)
            .hours(0, 0)
            .hours(90, 90)
            .event(new Event.MeterReplaced("hours", Trial.at(91), 91, 0))
            .hours(101, 10)
            .end();
    assertThat(raised(report)).containsExactly(101L);
    assertThat(report.events()).isOne();
  }

  @Test
  void whatTheseRulesDoNotBelieveIsCounted() {
    Report report = Trial.of(SERVICE, null).hours(0, 90).hours(1, 3).end();
    assertThat(report.refused()).isEqualTo(Map.of(Verdict.UNEXPLAINED_DROP, 1L));
  }

  @Test
  void aRuleThatDoesNotFitIsNamed() {
    RuleResult rule = Trial.of(HOT.replace("degC", "bar"), null).heat(0, 90).end().rules().get(0);
    assertThat(rule.orders()).isZero();
    assertThat(rule.unbound()).isOne();
    assertThat(rule.misfit()).contains("bar");
  }

  @Test
  void weeksCountFromTheBegin() {
    List<Week> weeks = Trial.of(HOT, 1).heat(167, 90).heat(169, 70).heat(170, 90).end().weeks();
    assertThat(weeks).hasSize(6);
    assertThat(weeks.get(0)).isEqualTo(new Week(Trial.BEGIN, 1, 2 * Trial.HOUR));
    assertThat(weeks.get(1).orders()).isOne();
    assertThat(weeks.get(2).orders()).isZero();
  }

  @Test
  void threadsAddUpInAnyOrder() {
    Question question = Trial.of(HOT, 1).question;
    Trial one = Trial.of(question, 1000, 500).heat(460, 90);
    Trial other = Trial.of(question, 1000, 300).heat(100, 90).heat(110, 20).heat(260, 90);
    one.end();
    other.end();
    Tally forth = new Tally(question);
    forth.add(one.tally);
    forth.add(other.tally);
    Tally back = new Tally(question);
    back.add(other.tally);
    back.add(one.tally);
    assertThat(forth.report()).isEqualTo(back.report());
    assertThat(forth.report().orderCount()).isEqualTo(3);
    assertThat(forth.report().rules().get(0).warned()).isEqualTo(2);
    assertThat(forth.report().assets()).isEqualTo(2);
  }

  @Test
  void onlySoManyOrdersAreKeptOneByOne() {
    Question question = Trial.of(HOT, 0).question;
    Trial trial = Trial.of(question, 1000);
    for (int i = 0; i < Tally.ORDERS_KEPT + 5; i++) {
      trial.heat(0.01 + 0.05 * i, 90).heat(0.03 + 0.05 * i, 20);
    }
    Report report = trial.end();
    assertThat(report.orders()).hasSize(Tally.ORDERS_KEPT);
    assertThat(report.ordersLeftOut()).isEqualTo(5);
    assertThat(report.orders().get(0).raisedAt()).isEqualTo(Trial.at(0.01));
  }

  /** What an event is about, its name says: a new kind that is a fact must be folded here, too. */
  @Test
  void eachKindOfEventIsAFactOrADecision() {
    assertThat(Event.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .filteredOn(kind -> !kind.matches("(Order|Occurrence|Condition).*|Tick"))
        .as("facts that AssetBacktest.isFact knows")
        .containsExactlyInAnyOrder("Reading", "Fault", "MeterReplaced", "MeterCorrected");
  }
}
