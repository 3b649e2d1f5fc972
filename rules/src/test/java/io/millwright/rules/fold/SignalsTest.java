package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.checkpoint.AssetStateJson;
import io.millwright.rules.episode.Reasons;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

/** The edges of what conditions watch; what each kind is for is in docs/rules. */
class SignalsTest {
  private static final String DAY = "2026-01-01T";

  private Scene scene = new Scene(Scene.asset(), PlanSet.EMPTY);

  private void watch(String... lines) {
    scene = new Scene(Scene.asset(), condition(lines));
  }

  private void coolant(double... values) {
    for (int i = 0; i < values.length; i++) {
      scene.coolant(DAY + "10:%02d".formatted(i), values[i]);
    }
  }

  private void under(PlanSet plans) {
    AssetState state = AssetStateJson.fromJson(AssetStateJson.toJson(scene.fold.snapshot()));
    scene = new Scene(Scene.asset(), plans);
    scene.fold.restore(state);
  }

  private String standing(String time) {
    Reasons reasons = new Reasons(at(time), t -> String.valueOf(t - at(DAY + "10:00")));
    scene.fold.explain("hot", reasons);
    return String.join(" | ", reasons.sentences());
  }

  private void fault(String time, boolean active) {
    scene.step(new Event.Fault("E-1", at(DAY + time), active));
  }

  @Test
  void exactlyMOfN() {
    watch("above: {meter: coolant_temp, limit: 100, unit: degC, met: {times: 2, of: 3}}");
    coolant(110, 90, 90, 110, 90);
    assertThat(scene.orders).isEmpty();
    assertThat(standing(DAY + "10:04")).contains("met by 1 of the last 3 readings, needed 2");
    scene.coolant(DAY + "10:05", 110);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly("met by 2 of the last 3 readings, needed 2");
  }

  @Test
  void moreThanSixtyFourReadingsBackAreForgotten() {
    watch("above: {meter: coolant_temp, limit: 100, unit: degC, met: {times: 2, of: 64}}");
    scene.coolant(DAY + "09:00", 110);
    for (int i = 0; i < 63; i++) {
      scene.coolant(DAY + "10:00:%02d.%d".formatted(i / 10, i % 10), 90);
    }
    scene.coolant(DAY + "11:00", 110);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "11:01", 110);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aStepIsCountedFromTheReadingBeforeThoughThatWasNobodysBusiness() {
    watch("step: {meter: coolant_temp, by: 5, unit: degC}");
    coolant(50, 55, 60, 65.5);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().evidence().why())
        .isEqualTo("coolant_temp went from 60 to 65.5 degC from one reading to the next.");
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly("a step of 5.5 degC, more than 5 degC");
  }

  @Test
  void anExchangedMeterMakesNoStep() {
    watch("step: {meter: engine_hours, by: 5, unit: h}");
    scene.hours(DAY + "10:00", 9000);
    scene.replaced(DAY + "11:00", 9001, 0);
    scene.hours(DAY + "12:00", 2);
    assertThat(scene.orders).isEmpty();
    scene.hours(DAY + "13:00", 8);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void anotherUnitIsConvertedForStepsAndDeadbandsByScaleOnly() {
    watch("step: {meter: coolant_temp, by: 9, unit: degF}");
    coolant(50, 55);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "10:02", 60.1);
    assertThat(scene.newest().evidence().why()).contains("went from 131 to 140.18 degF");
    assertThat(scene.newest().evidence().arithmetic())
        .contains("coolant_temp shows 60.1 degC, which the rule counts as 140.18");
  }

  @Test
  void anotherUnitIsConvertedInWindowsAndTheBandOutside() {
    watch("outside: {meter: coolant_temp, from: 32, to: 212, unit: degF, deadband: 18}");
    coolant(0, 100, 50);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "10:05", 100.1);
    scene.cancelled("hot", 1, DAY + "10:06");
    scene.coolant(DAY + "10:07", 91);
    scene.coolant(DAY + "10:08", 101);
    assertThat(scene.orders).as("91 degC is 195.8 degF, within the deadband").hasSize(1);
    scene.coolant(DAY + "10:09", 90);
    scene.coolant(DAY + "10:10", 101);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void aWindowOfAnotherLengthBeginsAnewAndAnotherLimitDoesNot() {
    String rule = "above: {meter: coolant_temp, limit: %d, unit: degC, of: average, over: %d min}";
    watch(rule.formatted(100, 3));
    coolant(95, 95, 95);
    under(condition(rule.formatted(90, 3)));
    scene.coolant(DAY + "10:03", 95);
    assertThat(scene.orders).hasSize(1);
    watch(rule.formatted(100, 3));
    coolant(95, 95, 95);
    under(condition(rule.formatted(90, 2)));
    scene.coolant(DAY + "10:03", 95);
    assertThat(scene.orders).isEmpty();
    assertThat(standing(DAY + "10:03"))
        .isEqualTo(
            "the average of coolant_temp over 2 min is not known yet: its readings began at"
                + " 180000");
  }

  @Test
  void aValueBeyondAllReasonIsLeftOutOfAWindow() {
    watch("above: {meter: coolant_temp, limit: 100, unit: degC, of: average, over: 2 min}");
    coolant(90, 1e300, 90, 90);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void twoLeavesOnOneMeterKeepTheirStatesApart() {
    PlanSet rules =
        condition(
            "all: [{above: {meter: coolant_temp, limit: 100, unit: degC, on_delay: 1 min}},"
                + " {above: {meter: coolant_temp, limit: 105, unit: degC, on_delay: 3 min}}]");
    scene = new Scene(Scene.asset(), rules);
    scene.coolant(DAY + "10:00", 101);
    scene.coolant(DAY + "10:01", 106);
    under(rules);
    scene.coolant(DAY + "10:03", 106);
    under(rules);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "10:04", 106);
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly(
            "above for 4 min, on-delay 60 s",
            "above for 3 min, on-delay 3 min",
            "2 of 2 are met, needed 2");
  }

  @Test
  void aGroupIsHeldBackByWhatABufferShowedOnlyWhenThatWouldHaveItOn() {
    watch(
        "all: [{above: {meter: coolant_temp, limit: 100, unit: degC}},"
            + " {above: {meter: engine_hours, limit: 50, unit: h}}]");
    scene.coolantBuffered(DAY + "10:00", 110);
    assertThat(scene.suppressed).isEmpty();
    scene.hours(DAY + "10:01", 60);
    assertThat(scene.orders).as("the heat is not live").isEmpty();
    scene.coolantBuffered(DAY + "10:02", 110);
    assertThat(scene.suppressed)
        .extracting(Suppression::reason)
        .containsExactly(Suppression.Reason.HISTORICAL);
    scene.coolant(DAY + "10:03", 110);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aGroupThatIsStillOnAfterItsRepairRaisesOnlyWithAFreshReading() {
    watch("all: [{above: {meter: coolant_temp, limit: 100, unit: degC}}, {fault: {code: E-1}}]");
    coolant(110);
    fault("10:01", true);
    scene.completed("hot", 1, DAY + "10:02", null);
    scene.coolant(DAY + "10:03", 110);
    assertThat(scene.orders).as("the fault came before the repair").hasSize(1);
    fault("10:04", true);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void silenceIsHeardOfAgainByALiveReadingOnly() {
    watch("silence: {meter: coolant_temp, for: 1 h}");
    scene.coolant(DAY + "10:00", 90);
    assertThat(scene.fold.nextTick()).isEqualTo(at(DAY + "11:00"));
    scene.coolant(DAY + "10:30", 90);
    assertThat(scene.fold.nextTick()).isEqualTo(at(DAY + "11:30"));
    scene.tick(DAY + "11:30");
    assertThat(scene.orders).hasSize(1);
    scene.coolantBuffered(DAY + "11:31", 90);
    scene.tick(DAY + "13:00");
    assertThat(scene.suppressed).isEmpty();
    scene.coolant(DAY + "13:01", 90);
    scene.tick(DAY + "14:01");
    assertThat(scene.suppressed)
        .extracting(Suppression::reason)
        .containsExactly(Suppression.Reason.EPISODE_OPEN);
  }

  @Test
  void aRepairedSensorThatIsStillSilentIsReportedAgain() {
    watch("silence: {meter: coolant_temp, for: 1 h}");
    scene.coolant(DAY + "10:00", 90);
    scene.tick(DAY + "11:00");
    scene.completed("hot", 1, DAY + "12:00", null);
    assertThat(scene.fold.nextTick()).isEqualTo(at(DAY + "13:00"));
    scene.tick(DAY + "13:00");
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void aStuckValueThatMovesBySmallStepsIsNotStuck() {
    watch("stuck: {meter: coolant_temp, for: 4 min, within: 0.5, unit: degC}");
    coolant(50, 50.3, 50.6, 50.9, 51.2, 51.5);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "10:08", 51.5);
    assertThat(scene.newest().evidence().why())
        .startsWith("coolant_temp has not moved from 51.2 degC by more than 0.5 since");
  }

  @Test
  void aGateThatABufferOpensLetsNothingRaiseByItself() {
    watch("fault: {code: E-1}", "only_while: {meter: coolant_temp, unit: degC, above: 50}");
    fault("09:00", true);
    scene.coolantBuffered(DAY + "10:00", 60);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "10:01", 61);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aFaultThatWentWhileNobodyLookedIsOver() {
    watch("fault: {code: E-1}", "only_while: {meter: coolant_temp, unit: degC, above: 50}");
    scene.coolant(DAY + "10:00", 60);
    fault("10:01", true);
    scene.cancelled("hot", 1, DAY + "10:02");
    scene.coolant(DAY + "10:03", 40);
    fault("10:04", false);
    scene.coolant(DAY + "10:05", 60);
    fault("10:06", true);
    assertThat(scene.orders).hasSize(2);
    assertThat(standing(DAY + "10:06")).contains("fault E-1 came at 360000");
  }

  @Test
  void whatIsShutSaysSo() {
    watch(
        "above: {meter: coolant_temp, limit: 100, unit: degC}",
        "only_while: {meter: engine_hours, unit: h, above: 50}");
    coolant(110);
    assertThat(standing(DAY + "10:00"))
        .isEqualTo(
            "it is not looked at: engine_hours has no good reading yet | coolant_temp is at 110"
                + " degC, above the limit of 100 degC");
    scene.hours(DAY + "10:01", 60);
    assertThat(scene.orders).as("that reading came while it was shut").isEmpty();
    scene.coolant(DAY + "10:02", 110);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aNewGateIsOpenWhenItsMeterAlreadyShowsSo() {
    watch("fault: {code: E-2}");
    scene.hours(DAY + "10:00", 60);
    under(
        condition(
            "above: {meter: coolant_temp, limit: 100, unit: degC}",
            "only_while: {meter: engine_hours, unit: h, above: 50}"));
    scene.coolant(DAY + "10:01", 110);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void anAssetThatHasNotTheMeterOfTheGateIsNotWatched() {
    AssetFold fold =
        new AssetFold(
            Scene.asset(),
            condition("fault: {code: E-1}", "only_while: {meter: rpm, states: [1]}"));
    assertThat(fold.unbound())
        .extracting(Unbound::reason)
        .containsExactly("EX-1 has no meter rpm (it has engine_hours, coolant_temp, distance)");
  }

  @Test
  void aMeterThatNeverVariedHasNoDeviationUnlessTheLeastIsGiven() {
    String rule = "deviates: {meter: coolant_temp, sigmas: 3, baseline: {readings: 5}%s}";
    watch(rule.formatted(""));
    coolant(50, 50, 50, 50, 50, 60);
    assertThat(scene.orders).isEmpty();
    assertThat(standing(DAY + "10:05")).contains("without 'least_sigma' nothing can be said");
    watch(rule.formatted(", least_sigma: 3, unit: degC"));
    coolant(50, 50, 50, 50, 50, 59, 59.1);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().raisedAt()).isEqualTo(at(DAY + "10:06"));
  }

  @Test
  void aBaselineFollowsWhatDriftsAndIsFrozenWhileItDeviates() {
    String rule =
        "deviates: {meter: coolant_temp, sigmas: 3, baseline: {readings: 10, weight: %s}}";
    double[] drifting = new double[50];
    for (int i = 0; i < drifting.length; i++) {
      drifting[i] = 50 + (i % 2) + (i < 10 ? 0 : 0.05 * (i - 10));
    }
    watch(rule.formatted("0.2"));
    coolant(drifting);
    assertThat(scene.orders).as("it follows").isEmpty();
    watch(rule.formatted("0"));
    coolant(drifting);
    assertThat(scene.orders).as("it stays").hasSize(1);

    watch(rule.formatted("0.2"));
    coolant(50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 90, 90, 90, 90, 90);
    assertThat(standing(DAY + "10:14")).contains("from its usual 50.5 degC");
  }

  @Test
  void onlyOneSide() {
    watch("deviates: {meter: coolant_temp, sigmas: 3, side: below, baseline: {readings: 6}}");
    coolant(50, 51, 50, 51, 50, 51, 70, 70);
    assertThat(scene.orders).isEmpty();
    scene.coolant(DAY + "10:08", 45);
    assertThat(scene.newest().evidence().why()).contains("below the limit of -3 sigmas");
  }

  @Test
  void aTrendNeedsFivePointsAndAFullWindow() {
    watch("projected: {meter: coolant_temp, unit: degC, above: 100, within: 1 h, over: 10 min}");
    for (int i = 0; i < 4; i++) {
      scene.coolant(DAY + "10:%02d".formatted(5 * i), 80 + 2 * i);
    }
    assertThat(scene.orders).as("three or four points").isEmpty();
    for (int i = 0; i < 10; i++) {
      scene.coolant(DAY + "11:%02d".formatted(i), 80 + i);
    }
    assertThat(scene.orders).as("nine minutes").isEmpty();
    scene.coolant(DAY + "11:10", 90);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly(
            "least squares over 10 min, 11 points: 90 degC now, slope 1440 degC a day (standard"
                + " error 0 degC a day)",
            "crosses 100 degC in 10 min, horizon 60 min");
  }

  @Test
  void readingsOfDoubtfulQualityCountForNothing() {
    watch("above: {meter: coolant_temp, limit: 100, unit: degC, met: {times: 2}}");
    coolant(110);
    scene.step(new Event.Reading("coolant_temp", at(DAY + "10:01"), 90, ReadingFlags.BAD));
    scene.coolant(DAY + "10:02", 110);
    assertThat(scene.orders).as("the second in a row of those that count").hasSize(1);
  }
}
