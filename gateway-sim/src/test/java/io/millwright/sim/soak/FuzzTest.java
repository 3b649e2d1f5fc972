package io.millwright.sim.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzTest {
  /** The short version of {@code ./millwright soak fuzz}. */
  @ParameterizedTest
  @MethodSource("targets")
  void everyDecoderStandsABit(FuzzTarget target) throws FuzzDefect {
    FuzzTally tally = new Fuzz(7).run(target, 0, 5_000);
    assertThat(tally.cases()).isEqualTo(5_000);
    assertThat(tally.taken()).as("some are still good").isPositive();
    assertThat(tally.refused()).as("most are not").isGreaterThan(2_500);
  }

  static List<FuzzTarget> targets() {
    return FuzzTargets.all();
  }

  @Test
  void aDefectIsReportedWithWhatRepeatsIt() throws FuzzDefect {
    Fragile target = new Fragile();
    assertThatThrownBy(() -> new Fuzz(3).run(target, 0, 10_000))
        .isInstanceOf(FuzzDefect.class)
        .hasMessageContaining("--seed 3 --target fragile --case " + (target.seen.size() - 1))
        .hasRootCauseMessage("fell over");
    byte[] culprit = target.seen.get(target.seen.size() - 1);
    Fragile again = new Fragile();
    assertThatThrownBy(() -> new Fuzz(3).run(again, target.seen.size() - 1, 1))
        .isInstanceOf(FuzzDefect.class);
    assertThat(again.seen).singleElement().isEqualTo(culprit);
  }

  private static final class Fragile implements FuzzTarget {
    private final List<byte[]> seen = new ArrayList<>();

    @Override
    public String name() {
      return "fragile";
    }

    @Override
    public List<byte[]> samples() {
      return List.of(new byte[] {1, 2, 3, 4, 5});
    }

    @Override
    public boolean takes(byte[] input) {
      seen.add(input);
      if (input.length > 2 && input[1] == (byte) 0xFF) {
        throw new IllegalStateException("fell over");
      }
      return true;
    }
  }
}
