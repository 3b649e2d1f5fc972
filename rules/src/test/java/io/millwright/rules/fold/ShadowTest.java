package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static io.millwright.rules.fold.Scene.condition;
import static io.millwright.rules.fold.Scene.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.state.AssetState;
import org.junit.jupiter.api.Test;

/**
 * A rule on trial runs live and ends its episodes itself; it goes live, and back, with its state.
 */
class ShadowTest {
  private static final String USAGE = "usage: {meter: engine_hours, every: 250, unit: h, lead: 10}";
  private static final String HOT = "above: {meter: coolant_temp, limit: 105, unit: degC}";
  private static final String SHADOW = "shadow: true";

  private Scene scene = new Scene(Scene.asset(), plan(USAGE, SHADOW));

  private void under(PlanSet plans) {
    AssetState state = scene.fold.snapshot();
    scene = new Scene(Scene.asset(), plans);
    scene.fold.restore(state);
  }

  @Test
  void aPlanCountsOnFromItsDuePointWithoutAnybodysWord() {
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 243);
    WorkOrder order = scene.newest();
    assertThat(order.rule().shadow()).isTrue();
    assertThat(order.dueReading()).isEqualTo(250);
    assertThat(scene.closed)
        .containsExactly(new EpisodeClosed(order.episode(), at("2026-02-01"), true));
    scene.hours("2026-02-02", 489);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-02-03", 490);
    assertThat(scene.newest().dueReading()).isEqualTo(500);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
  }

  @Test
  void duePointsThatPassedTogetherAreOneOrder() {
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 800);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.suppressed)
        .extracting(Suppression::reason)
        .containsExactly(Suppression.Reason.MERGED);
    scene.hours("2026-02-02", 989);
    assertThat(scene.orders).hasSize(1);
    scene.hours("2026-02-03", 990);
    assertThat(scene.newest().dueReading()).isEqualTo(1000);
  }

  @Test
  void theOtherHalfCountsFromThen() {
    under(plan(USAGE, "calendar: {every: 1 year}", SHADOW));
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 250);
    assertThat(scene.orders).hasSize(1);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2027-02-01"));
  }

  @Test
  void itGoesLiveWithItsState() {
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 250);
    under(plan(USAGE));
    scene.hours("2026-02-02", 489);
    assertThat(scene.orders).isEmpty();
    scene.hours("2026-02-03", 490);
    assertThat(scene.newest().rule().shadow()).isFalse();
    assertThat(scene.newest().episode()).isEqualTo(new EpisodeKey("EX-1", "service", 2));
    scene.hours("2026-02-04", 760);
    assertThat(scene.orders).as("a live order stays open").hasSize(1);
  }

  @Test
  void aLiveOrderStaysOpenWhenItsRuleGoesOnTrial() {
    under(plan(USAGE));
    scene.hours("2026-01-01", 0);
    scene.hours("2026-02-01", 250);
    under(plan(USAGE, SHADOW));
    scene.hours("2026-02-02", 600);
    assertThat(scene.orders).isEmpty();
    assertThat(scene.completed("service", 1, "2026-02-03", 600.0)).isEqualTo(Verdict.ACCEPTED);
    scene.hours("2026-02-04", 840);
    assertThat(scene.newest().rule().shadow()).isTrue();
    assertThat(scene.newest().dueReading()).isEqualTo(850);
  }

  @Test
  void aConditionsEpisodeEndsWhenItClears() {
    under(condition(HOT, SHADOW));
    scene.coolant("2026-01-01T10:00", 110);
    scene.coolant("2026-01-01T10:05", 111);
    assertThat(scene.closed).isEmpty();
    assertThat(scene.completed("hot", 1, "2026-01-01T10:06", null))
        .as("nobody was told of it")
        .isEqualTo(Verdict.WITHOUT_EFFECT);
    scene.coolant("2026-01-01T10:10", 100);
    assertThat(scene.closed)
        .containsExactly(
            new EpisodeClosed(new EpisodeKey("EX-1", "hot", 1), at("2026-01-01T10:10"), true));
    scene.coolant("2026-01-01T10:15", 110);
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
    assertThat(scene.suppressed).isEmpty();
  }

  @Test
  void whatIsStillOnWhenItGoesLiveIsRaisedByTheNextLiveReading() {
    under(condition(HOT, SHADOW));
    scene.coolant("2026-01-01T10:00", 110);
    under(condition(HOT));
    scene.coolantBuffered("2026-01-01T10:05", 111);
    assertThat(scene.orders).isEmpty();
    scene.coolant("2026-01-01T10:10", 111);
    assertThat(scene.closed).hasSize(1);
    assertThat(scene.newest().rule().shadow()).isFalse();
    assertThat(scene.newest().episode().cycle()).isEqualTo(2);
    scene.coolant("2026-01-01T10:15", 100);
    assertThat(scene.closed).as("a live one waits for its completion").hasSize(1);
  }

  @Test
  void whatIsOverWhenItGoesLiveRaisesNothing() {
    under(condition(HOT, SHADOW));
    scene.coolant("2026-01-01T10:00", 110);
    under(condition(HOT));
    scene.coolant("2026-01-01T10:10", 100);
    assertThat(scene.closed).hasSize(1);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void aLiveEpisodeStaysOpenWhenItsConditionGoesOnTrial() {
    under(condition(HOT));
    scene.coolant("2026-01-01T10:00", 110);
    under(condition(HOT, SHADOW));
    scene.coolant("2026-01-01T10:05", 100);
    assertThat(scene.closed).isEmpty();
    assertThat(scene.completed("hot", 1, "2026-01-01T10:06", null)).isEqualTo(Verdict.ACCEPTED);
  }
}
