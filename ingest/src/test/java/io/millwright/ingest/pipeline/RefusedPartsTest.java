package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedCorrection;
import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.DecodedReplacement;
import io.millwright.ingest.codec.MessageDecoder;
import io.millwright.ingest.codec.Quality;
import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that was refused can be fed again, and is then the same. */
class RefusedPartsTest {
  private static final QuarantineReason REASON = QuarantineReason.IMPLAUSIBLE;

  private static final List<Quality> QUALITIES = List.of(Quality.values());

  private final MessageDecoder decoder = new MessageDecoder();

  private Decoded again(QuarantineEntry entry) throws UndecodableException {
    return decoder.decode(Topic.parse(entry.topic()).kind(), entry.payload());
  }

  private static String topic(Topic.Kind kind) {
    return "millwright/v1/gw-1/" + kind.word();
  }

  private void survives(DecodedReading reading) throws UndecodableException {
    QuarantineEntry entry =
        RefusedParts.of("gw-1", topic(Topic.Kind.READINGS), reading, REASON, "why");
    Decoded decoded = again(entry);
    assertThat(decoded.malformed()).isEmpty();
    assertThat(decoded.readings()).containsExactly(reading);
    assertThat(entry.asset()).isEqualTo(reading.asset());
    assertThat(entry.meter()).isEqualTo(reading.meter());
    assertThat(entry.time()).isEqualTo(Instant.ofEpochMilli(reading.timeMillis()));
  }

  /** A plain number cannot be fed again as the JSON that a part of a message becomes. */
  @Test
  void ofAnotherNotationIsFedAgainThroughOurOwnTopic() throws UndecodableException {
    DecodedReading reading =
        new DecodedReading("EX-104", "engine_hours", 1000, 7, null, Quality.GOOD, false);
    QuarantineEntry entry = RefusedParts.of("gw-1", "site/7/engine/hours", reading, REASON, "why");
    assertThat(entry.topic()).isEqualTo(topic(Topic.Kind.READINGS));
    assertThat(again(entry).readings()).containsExactly(reading);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        0.1,
        1.0 / 3,
        1e-300,
        4.9e-324,
        1.7976931348623157e308,
        123456789.12345679
      })
  void keepsEveryBitOfAValue(double value) throws UndecodableException {
    survives(new DecodedReading("EX-104", "hours", 0, value, null, Quality.GOOD, false));
  }

  @Test
  void keepsWhateverAReadingSays() throws UndecodableException {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      survives(
          new DecodedReading(
              text(random),
              text(random),
              random.nextLong(253_402_300_799_999L),
              random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300),
              random.nextBoolean() ? null : text(random),
              QUALITIES.get(random.nextInt(3)),
              random.nextBoolean()));
    }
  }

  private static String text(Random random) {
    String letters = "aZ09 \"\\/\u00e9\u4e2d\ud83d\ude80\t'{}[]:,\u007f";
    StringBuilder text = new StringBuilder("x");
    random
        .ints(random.nextInt(20), 0, letters.codePointCount(0, letters.length()))
        .forEach(
            at -> text.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at))));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"overcurrent", ""})
  void keepsAFault(@Nullable String text) throws UndecodableException {
    for (boolean active : new boolean[] {true, false}) {
      DecodedFault fault = new DecodedFault("LIFT-7", "E-204", 1_763_895_600_123L, active, text);
      QuarantineEntry entry =
          RefusedParts.of("gw-1", topic(Topic.Kind.FAULTS), fault, REASON, "why");
      assertThat(again(entry).faults()).containsExactly(fault);
    }
  }

  @Test
  void keepsACorrection() throws UndecodableException {
    DecodedCorrection corrected =
        new DecodedCorrection("EX-104", "hours", 1_763_895_600_123L, 18234.5, 0.25);
    QuarantineEntry entry =
        RefusedParts.of("gw-1", topic(Topic.Kind.METERS), corrected, REASON, "why");
    assertThat(again(entry).corrections()).containsExactly(corrected);
  }

  @Test
  void keepsAReplacement() throws UndecodableException {
    DecodedReplacement replaced =
        new DecodedReplacement("EX-104", "hours", 1_763_895_600_123L, 18234.5, 0.25);
    QuarantineEntry entry =
        RefusedParts.of("gw-1", topic(Topic.Kind.METERS), replaced, REASON, "why");
    assertThat(again(entry).replacements()).containsExactly(replaced);
  }
}
