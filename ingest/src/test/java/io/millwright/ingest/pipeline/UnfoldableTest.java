package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnfoldableTest {
  private static Unfoldable of(int assets) {
    Unfoldable unfoldable = new Unfoldable();
    for (int i = 0; i < assets; i++) {
      unfoldable.add(i, "its saved state cannot be read");
    }
    return unfoldable;
  }

  @Test
  void aFewAreSetAside() {
    assertThatCode(() -> of(10).refuseMany(20)).doesNotThrowAnyException();
    assertThatCode(() -> of(100).refuseMany(10_000)).doesNotThrowAnyException();
  }

  @Test
  void manyAreNoFaultOfTheirs() {
    assertThatThrownBy(() -> of(11).refuseMany(20))
        .hasMessageStartingWith(
            "11 assets cannot be folded, such as id 0 (its saved state cannot be read), 1 (");
    assertThatThrownBy(() -> of(101).refuseMany(10_000)).hasMessageStartingWith("101 assets");
  }

  @Test
  void thatNoneIsMissingCanBeAskedFor() {
    assertThatCode(() -> of(0).refuseAny()).doesNotThrowAnyException();
    assertThatThrownBy(() -> of(1).refuseAny()).hasMessageStartingWith("1 assets cannot");
  }
}
