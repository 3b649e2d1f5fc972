package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final String ABOVE = "above: {meter: coolant_temp, limit: 105, unit: degC}";
  private static final String DELAYED =
      "above: {meter: coolant_temp, limit: 105, unit: degC, on_delay: 10 min}";
  private static final String DAMPED =
      "above: {meter: coolant_temp, limit: 105, unit: degC, clear: 95, off_delay: 5 min}";

  private static Scene scene(String line) {
    return new Scene(Scene.asset(), condition(line));
  }

  @Test
  void isMetStrictlyPastTheLimit() {
    Scene scene = scene(ABOVE);
    scene.coolant("2026-01-01T10:00", 105);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T10:01", 105.1);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().raisedAt()).isEqualTo(at("2026-01-01T10:01"));
    assertThat(scene.newest().evidence().why())
        .isEqualTo("coolant_temp is at 105.1 degC, above the limit of 105 degC.");
    assertThat(scene.newest().evidence().readings())
        .containsExactly(new Evidence.Basis("coolant_temp", at("2026-01-01T10:01"), 105.1));
  }

  @Test
  void belowWorksTheOtherWayRound() {
    Scene scene = scene("below: {meter: coolant_temp, limit: 5, unit: degC, clear: 8}");
    scene.coolant("2026-01-01T10:00", 5);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T10:01", 4.9);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().evidence().why()).contains("below the limit of 5 degC");
  }

  @Test
  void mustPersistForTheOnDelay() {
    Scene scene = scene(DELAYED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:09", 110);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T10:10", 111);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.newest().evidence().why())
        .isEqualTo(
            "coolant_temp is at 111 degC, above the limit of 105 degC since 2026-01-01 10:00 CET.");
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly("above for 10 min, on-delay 10 min");
  }

  @Test
  void aDipResetsTheOnDelay() {
    Scene scene = scene(DELAYED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:09", 105);
    scene.coolant("2026-01-01T10:11", 110);
    scene.coolant("2026-01-01T10:20", 110);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T10:21", 110);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aBufferedDipResetsTheOnDelayToo() {
    Scene scene = scene(DELAYED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolantBuffered("2026-01-01T10:05", 90);
    scene.coolant("2026-01-01T10:11", 110);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void oneOpenEpisodeAndReactivationIsSuppressed() {
    Scene scene = scene(ABOVE);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:01", 120);
    assertThat(scene.suppressed).isEmpty();
    scene.coolant("2026-01-01T10:02", 90);
    scene.coolant("2026-01-01T10:03", 110);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.suppressed)
        .containsExactly(
            new Suppression(
                new EpisodeKey("EX-1", "hot", 1),
                Suppression.Reason.EPISODE_OPEN,
                at("2026-01-01T10:03"),
                "Met again while order 1 of hot is open."));
  }

  @Test
  void withinTheDeadbandItIsStillTheSameOccurrence() {
    Scene scene = scene(DAMPED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:10", 96);
    scene.coolant("2026-01-01T10:20", 110);
    assertThat(scene.suppressed).isEmpty();
  }

  @Test
  void clearMustPersistForTheOffDelay() {
    Scene scene = scene(DAMPED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.cancelled("hot", 1, "2026-01-01T10:01");
    scene.coolant("2026-01-01T10:02", 90);
    scene.coolant("2026-01-01T10:06", 96); // Not clear: the off-delay begins anew.
    scene.coolant("2026-01-01T10:07", 95);
    scene.coolant("2026-01-01T10:11", 95);
    scene.coolant("2026-01-01T10:11:30", 110);
    assertThat(scene.orders).as("4 min of clear are not over").hasSize(1);
    scene.coolant("2026-01-01T10:12", 95);
    scene.coolant("2026-01-01T10:17", 95);
    scene.coolant("2026-01-01T10:18", 110);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void completedWhileStillMetOnlyAfterAFreshOnDelay() {
    Scene scene = scene(DELAYED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:10", 110);
    scene.completed("hot", 1, "2026-01-01T11:00", null);
    scene.coolant("2026-01-01T11:01", 110);
    scene.coolant("2026-01-01T11:10", 110);
    assertThat(scene.orders).hasSize(1);
    scene.coolant("2026-01-01T11:11", 110);
    assertThat(scene.orders).hasSize(2);
    assertThat(scene.newest().episode()).isEqualTo(new EpisodeKey("EX-1", "hot", 2));
  }

  @Test
  void cancelledWhileStillMetOnlyAfterClearing() {
    Scene scene = scene(DELAYED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:10", 110);
    scene.cancelled("hot", 1, "2026-01-01T11:00");
    scene.coolant("2026-01-01T12:00", 110);
    scene.coolant("2026-01-01T14:00", 110);
    assertThat(scene.orders).hasSize(1);
    scene.coolant("2026-01-01T14:01", 100);
    scene.coolant("2026-01-01T14:02", 110);
    scene.coolant("2026-01-01T14:12", 110);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void readingsFromBeforeTheRepairDoNotRaise() {
    Scene scene = scene(ABOVE);
    scene.coolant("2026-01-01T10:00", 110);
    scene.completed("hot", 1, "2026-01-01T11:00", null);
    scene.coolant("2026-01-01T10:30", 110); // New to us, but read before the repair was done.
    scene.coolant("2026-01-01T11:00", 110);
    assertThat(scene.orders).hasSize(1);
    scene.coolant("2026-01-01T11:01", 110);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void lateFeedbackDoesNotHideWhatCameAfterTheRepair() {
    Scene scene = scene(DELAYED);
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:10", 110);
    scene.coolant("2026-01-01T11:00", 80);
    scene.coolant("2026-01-01T12:00", 110);
    scene.completed("hot", 1, "2026-01-01T11:30", null);
    assertThat(scene.orders).hasSize(1);
    scene.coolant("2026-01-01T12:10", 110);
    assertThat(scene.orders).hasSize(2);
    assertThat(scene.newest().evidence().why()).contains("since 2026-01-01 12:00");
  }

  @Test
  void aRepeatedCompletionChangesNothing() {
    Scene scene = scene(ABOVE);
    scene.coolant("2026-01-01T10:00", 110);
    scene.completed("hot", 1, "2026-01-01T11:00", null);
    AssetState before = scene.fold.snapshot();
    assertThat(scene.completed("hot", 1, "2026-01-01T12:00", null))
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.fold.snapshot()).isEqualTo(before);
  }

  @Test
  void bufferedReadingsNeverRaiseAndSayso() {
    Scene scene = scene(ABOVE);
    scene.coolantBuffered("2026-01-01T10:00", 110);
    scene.coolantBuffered("2026-01-01T10:01", 111);
    scene.coolantBuffered("2026-01-01T10:02", 90);
    scene.coolantBuffered("2026-01-01T10:03", 111);
    assertThat(scene.orders).isEmpty();
    assertThat(scene.suppressed)
        .containsExactly(
            new Suppression(
                new EpisodeKey("EX-1", "hot", 1),
                Suppression.Reason.HISTORICAL,
                at("2026-01-01T10:00"),
                "A reading of 110 met it, but was sent from a buffer; the next live one"
                    + " decides."));
    scene.coolant("2026-01-01T10:04", 100);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void aLiveReadingConfirmsWhatTheBufferedOnesShowed() {
    Scene scene = scene(DELAYED);
    scene.coolantBuffered("2026-01-01T10:00", 110);
    scene.coolantBuffered("2026-01-01T10:09", 110);
    scene.coolant("2026-01-01T10:10", 110);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void aCounterIsWatchedAsItIsShown() {
    Scene scene = scene("above: {meter: engine_hours, limit: 50, unit: h}");
    scene.hours("2026-01-01T10:00", 10);
    scene.replaced("2026-01-02T10:00", 1000, 0);
    scene.hours("2026-01-03T10:00", 50);
    assertThat(scene.orders).as("life-to-date is 1050").isEmpty();
    scene.hours("2026-01-04T10:00", 51);
    assertThat(scene.orders).hasSize(1);
  }

  @Test
  void theResponseTimeIsTheDueDate() {
    Scene scene =
        new Scene(
            Scene.asset(),
            Scene.plans(
                ("conditions:\n" + Scene.rule("hot", "CM", ABOVE))
                    .replace("{type: CM}", "{type: CM, respond_within: 4 h}")));
    scene.coolant("2026-01-01T10:00", 110);
    assertThat(scene.newest().dueAt()).isEqualTo(at("2026-01-01T14:00"));
  }
}
