package io.millwright.sim.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MisbehaviourTest {
  @Test
  void eachMoodHasItsShare() {
    Misbehaviour half = Misbehaviour.mixed(0.7);
    SplittableRandom random = new SplittableRandom(1);
    Map<Mood, Integer> drawn = new EnumMap<>(Mood.class);
    for (int i = 0; i < 100_000; i++) {
      drawn.merge(half.draw(random), 1, Integer::sum);
    }

    assertThat(drawn).hasSize(Mood.values().length);
    drawn.forEach(
        (mood, count) ->
            assertThat(count)
                .as("%s", mood)
                .isBetween(
                    mood == Mood.PROMPT ? 29_000 : 9_500, mood == Mood.PROMPT ? 31_000 : 10_500));
  }

  @Test
  void withoutTroubleItIsAlwaysPrompt() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(Misbehaviour.NONE.draw(random)).isEqualTo(Mood.PROMPT);
    }
  }

  @Test
  void sharesAboveOneAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Misbehaviour.mixed(1.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Misbehaviour(-0.1, Duration.ZERO, 0, 0, 0, 0, 0, 0, 1));
  }
}
