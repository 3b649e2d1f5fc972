package io.millwright.ingest.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureFileTest {
  private static List<String> problems(String text) {
    try {
      return List.of("nothing wrong with " + FailureFile.read("f.csv", text));
    } catch (FailuresRefused e) {
      return e.problems();
    }
  }

  @Test
  void readsWhatIsThereInAnyOrderOfColumns() throws Exception {
    assertThat(
            FailureFile.read(
                "f.csv",
                """
                time,asset,mode,restored,note
                2026-01-02T03:04:05+01:00,P-1,seized,2026-01-03T00:00:00Z,"again, sadly"

                2026-02-02T00:00:00Z, P-2 ,leak,,
                """))
        .containsExactly(
            new FailureRecord(
                "P-1",
                Instant.parse("2026-01-02T02:04:05Z"),
                "seized",
                null,
                null,
                null,
                Instant.parse("2026-01-03T00:00:00Z"),
                "again, sadly"),
            new FailureRecord(
                "P-2",
                Instant.parse("2026-02-02T00:00:00Z"),
                "leak",
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void saysEverythingThatIsWrongWithItsLine() {
    assertThat(
            problems(
                """
                asset,time,mode,restored
                P-1,yesterday,seized,
                P-1,2026-01-02T00:00:00Z,,
                ,2026-01-02T00:00:00Z,leak,
                P-1,2026-01-02T00:00:00Z,leak,2026-01-01T00:00:00Z
                P-1,2026-01-02T00:00:00Z,leak,,more
                """))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("f.csv:2: 'time' must be a time with offset"),
            second -> assertThat(second).isEqualTo("f.csv:3: 'mode' is missing"),
            third -> assertThat(third).isEqualTo("f.csv:4: 'asset' is missing"),
            fourth -> assertThat(fourth).startsWith("f.csv:5: 'restored'"),
            fifth -> assertThat(fifth).isEqualTo("f.csv:6: there are more cells than columns"));
  }

  @Test
  void saysWhatIsWrongWithTheHeader() {
    assertThat(problems("asset,when,mode\nP-1,2026-01-02T00:00:00Z,leak\n"))
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("f.csv:1: unknown column 'when': use asset, time"),
            second -> assertThat(second).startsWith("f.csv:1: column 'time' is missing"));
    assertThat(problems("")).hasSize(3);
    assertThatExceptionOfType(FailuresRefused.class)
        .isThrownBy(() -> FailureFile.read("f.csv", "asset,time,mode\n\"P-1,"))
        .withMessageContaining("f.csv");
  }
}
