package io.millwright.ingest.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RandomMessagesTest {
  private static final String LETTERS = "aZ9 -_.\"\\/\u00e5\u20ac\n";
  private static final List<Quality> QUALITIES =
      List.of(Quality.GOOD, Quality.UNCERTAIN, Quality.BAD);

  private final SplittableRandom random = new SplittableRandom(104);
  private final JsonMapper mapper = new JsonMapper();
  private final MessageDecoder decoder = new MessageDecoder();

  @Test
  void whatIsWrittenIsRead() throws UndecodableException {
    for (int i = 0; i < 2000; i++) {
      List<DecodedReading> readings = new ArrayList<>();
      List<Map<String, Object>> json = new ArrayList<>();
      for (int n = random.nextInt(20); n > 0; n--) {
        DecodedReading reading = reading();
        readings.add(reading);
        json.add(json(reading));
      }
      String message =
          mapper.writeValueAsString(random.nextBoolean() ? json : Map.of("readings", json));
      Decoded decoded = decoder.decode(Topic.Kind.READINGS, message.getBytes(UTF_8));
      assertThat(decoded.readings()).as(message).isEqualTo(readings);
      assertThat(decoded.malformed()).isEmpty();
    }
  }

  /** Whatever arrives is decoded or refused with our exception: nothing else escapes. */
  @Test
  void damagedMessagesNeverFailOtherwise() {
    for (int i = 0; i < 5000; i++) {
      byte[] message = mapper.writeValueAsString(List.of(json(reading()))).getBytes(UTF_8);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt(256);
      }
      for (Topic.Kind kind : Topic.Kind.values()) {
        try {
          Decoded decoded = decoder.decode(kind, message);
          assertThat(decoded.malformed().size() + decoded.readings().size()).isPositive();
        } catch (UndecodableException e) {
          assertThat(e).hasMessageContaining("Expected");
        }
      }
    }
  }

  private DecodedReading reading() {
    return new DecodedReading(
        text(),
        text(),
        random.nextLong(253_402_300_800_000L),
        random.nextBoolean() ? random.nextInt() : random.nextDouble(-1e300, 1e300),
        random.nextBoolean() ? null : text(),
        QUALITIES.get(random.nextInt(3)),
        random.nextBoolean());
  }

  private Map<String, Object> json(DecodedReading reading) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      fields.put("firmware", Map.of("version", List.of(1, 2)));
    }
    fields.put("historical", reading.historical());
    fields.put("value", reading.value());
    fields.put(
        "time",
        random.nextBoolean()
            ? reading.timeMillis()
            : Instant.ofEpochMilli(reading.timeMillis()).toString());
    if (reading.unit() != null) {
      fields.put("unit", reading.unit());
    }
    fields.put("quality", reading.quality().word());
    fields.put("meter", reading.meter());
    fields.put("asset", reading.asset());
    return fields;
  }

  private String text() {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
