package io.millwright.rules.plantest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millwright.rules.event.ReadingFlags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table in docs/plans.md does not show; the table itself is read by PlansPageTest. */
class NotationTest {

  @Test
  void eachValueAndGapIsOneStep() {
    assertThat(Notation.samples("  1x2 _x2\n late(5@-3) _ hist(7) bad(8x1@-2) "))
        .containsExactly(
            new Sample(0, 1, ReadingFlags.GOOD, 0),
            new Sample(1, 1, ReadingFlags.GOOD, 0),
            new Sample(2, 1, ReadingFlags.GOOD, 0),
            new Sample(5, 5, ReadingFlags.GOOD, 3),
            new Sample(7, 7, ReadingFlags.HISTORICAL, 0),
            new Sample(8, 8, ReadingFlags.BAD, 2),
            new Sample(9, 8, ReadingFlags.BAD, 2));
  }

  @Test
  void countsInDecimals() {
    List<Sample> samples = Notation.samples("240+0.1x1000");
    assertThat(samples).hasSize(1001);
    assertThat(samples.get(3).value()).isEqualTo(240.3);
    assertThat(samples.get(1000).value()).isEqualTo(340);
  }

  @Test
  void numbersAreWrittenInManyWays() {
    assertThat(Notation.samples("0x1 .5 1. 1e3 -2.5e-1 +4"))
        .extracting(Sample::value)
        .containsExactly(0.0, 0.0, 0.5, 1.0, 1000.0, -0.25, 4.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "90,91",
        "90 x3",
        "x3",
        "90x",
        "90+1",
        "_3",
        "late(90)",
        "late 90@-3",
        "hist()"
      })
  void whatIsNoItemIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notation.samples(text))
        .withMessageContaining("write");
  }

  @Test
  void aSeriesHasAnEnd() {
    assertThat(Notation.samples("1x109999")).hasSize(110_000);
    for (String text : List.of("1x110000", "_x999999999 1", "1x999999999")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Notation.samples(text))
          .withMessage("A series has at most 110000 steps");
    }
  }
}
