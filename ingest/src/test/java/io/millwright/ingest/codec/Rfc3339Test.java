package io.millwright.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  private static final String[] FORMS = {
    "uuuu-MM-dd'T'HH:mm:ssXXX",
    "uuuu-MM-dd'T'HH:mm:ss.SXXX",
    "uuuu-MM-dd'T'HH:mm:ss.SSSxxx",
    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX"
  };

  @Test
  void agreesWithTheJdkOnRandomTimes() {
    SplittableRandom random = new SplittableRandom(20261123);
    for (int i = 0; i < 20_000; i++) {
      OffsetDateTime time =
          LocalDateTime.ofEpochSecond(
                  random.nextLong(-62_167_219_200L, 253_402_300_800L),
                  random.nextInt(1_000_000_000),
                  ZoneOffset.UTC)
              .atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1)));
      String text =
          DateTimeFormatter.ofPattern(FORMS[random.nextInt(FORMS.length)], Locale.ROOT)
              .format(time);
      assertThat(millis(text))
          .as(text)
          .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23",
        "2026-11-23T01:02:03",
        "2026-11-23T01:02Z",
        "2026-11-23 01:02:03Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-11-00T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T01:60:03Z",
        "2026-11-23T01:02:60Z",
        "2026-11-23T01:02:03.Z",
        "2026-11-23T01:02:03+01",
        "2026-11-23T01:02:03+0100",
        "2026-11-23T01:02:03+24:00",
        "2026-11-23T01:02:03+01:60",
        "2026-11-23T01:02:03ZZ",
        "+026-11-23T01:02:03Z",
        "20a6-11-23T01:02:03Z",
        "2026-1 -23T01:02:03Z",
        "\u0662026-11-23T01:02:03Z"
      })
  void refusesWhatIsNotRfc3339(String text) {
    assertThat(millis(text)).isEqualTo(Rfc3339.INVALID);
  }

  @Test
  void lettersMayBeSmall() {
    assertThat(millis("2000-02-29t23:59:59.9999z"))
        .isEqualTo(OffsetDateTime.parse("2000-02-29T23:59:59.999Z").toInstant().toEpochMilli());
  }

  private static long millis(String text) {
    char[] around = ("xx" + text + "yyyyyyyy").toCharArray();
    return Rfc3339.millis(around, 2, text.length());
  }
}
