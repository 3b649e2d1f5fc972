package io.millwright.rules.fold;

import static io.millwright.rules.fold.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.event.Verdict;
import org.junit.jupiter.api.Test;

/**
 * Delays that end by the passing of time: a value holds until the next one is heard, as with OPC UA
 * Part 9, 5.8.2, where the delay is the alarm's and not the reading's.
 */
class DelayTest {
  private static final String DELAYED =
      "above: {meter: coolant_temp, limit: 105, unit: degC, on_delay: 10 min, off_delay: 5 min}";

  private final Scene scene = new Scene(Scene.asset(), Scene.condition(DELAYED));

  @Test
  void anOnDelayEndsByATick() {
    scene.coolant("2026-01-01T10:00", 110);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-01T10:10"));
    assertThat(scene.tick("2026-01-01T10:09")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.tick("2026-01-01T10:11")).isEqualTo(Verdict.ACCEPTED);
    assertThat(scene.newest().raisedAt()).isEqualTo(at("2026-01-01T10:11"));
    assertThat(scene.newest().evidence().arithmetic())
        .containsExactly("above for 11 min, on-delay 10 min");
    assertThat(scene.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatABufferShowedWaitsForALiveReading() {
    scene.coolantBuffered("2026-01-01T10:00", 110);
    assertThat(scene.fold.nextTick()).isEqualTo(Long.MAX_VALUE);
    scene.coolant("2026-01-01T10:05", 110);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-01T10:10"));
    scene.coolantBuffered("2026-01-01T10:06", 110);
    assertThat(scene.tick("2026-01-01T10:20")).isEqualTo(Verdict.WITHOUT_EFFECT);
    assertThat(scene.orders).isEmpty();
  }

  @Test
  void anOffDelayEndsByATick() {
    scene.coolant("2026-01-01T10:00", 110);
    scene.tick("2026-01-01T10:10");
    scene.cancelled("hot", 1, "2026-01-01T10:11");
    scene.coolant("2026-01-01T10:12", 100);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-01T10:17"));
    scene.tick("2026-01-01T10:17");
    scene.coolant("2026-01-01T10:18", 110);
    scene.tick("2026-01-01T10:28");
    assertThat(scene.orders).as("it is another occurrence").hasSize(2);
  }

  @Test
  void theNextReadingIsLookedAtAfterATickHasRaised() {
    scene.coolant("2026-01-01T10:00", 110);
    scene.tick("2026-01-01T10:10");
    scene.cancelled("hot", 1, "2026-01-01T10:11");
    scene.coolant("2026-01-01T10:12", 100);
    scene.coolant("2026-01-01T10:17", 100);
    scene.coolant("2026-01-01T10:20", 110);
    scene.coolant("2026-01-01T10:30", 110);
    assertThat(scene.orders).hasSize(2);
  }

  @Test
  void aCompletionStartsTheDelayAnewAndATickEndsThatToo() {
    scene.coolant("2026-01-01T10:00", 110);
    scene.tick("2026-01-01T10:10");
    scene.coolant("2026-01-01T12:00", 90);
    scene.coolant("2026-01-01T12:30", 110);
    scene.completed("hot", 1, "2026-01-01T12:15", null);
    assertThat(scene.fold.nextTick()).isEqualTo(at("2026-01-01T12:40"));
    scene.tick("2026-01-01T12:40");
    assertThat(scene.orders).hasSize(2);
  }
}
