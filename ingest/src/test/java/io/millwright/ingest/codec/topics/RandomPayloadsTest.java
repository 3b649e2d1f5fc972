package io.millwright.ingest.codec.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.Malformed;
import io.millwright.ingest.codec.Rfc3339;
import io.millwright.ingest.codec.UndecodableException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever comes by a mapped topic, the decoder answers with readings or an explanation. */
class RandomPayloadsTest {
  private static final int CASES = 60_000;
  private static final String MAP =
      """
      rules:
        - {topic: "v/{asset}/{meter}", payload: value}
        - {topic: "j/{asset}", payload: json, time: /t, time_in: ns, unit: "{/u}", quality: "{/q}",
           meters: {a: b, "/x/0/y": z, f: {fault: F}}, ignore: [i]}
        - {topic: "e", payload: json, each: /d, asset: "{/id}", meter: "{/m}", value: /v, time: /t}
        - {topic: "t/#", payload: telegraf, asset: "{tag.x}", meter: "{name}.{field}"}
        - {topic: "g", payload: thingsboard-gateway, time_in: us}
        - {topic: "d", payload: thingsboard-device}
      """;
  private static final String[] TOPICS = {"v/A/m", "j/A", "e", "t/a/b", "g", "d"};
  private static final String[] SEEDS = {
    "21.5",
    "{\"t\":1763860000123456789,\"u\":\"h\",\"q\":\"bad\",\"a\":1,\"x\":[{\"y\":2}],\"f\":true,\"i\":0}",
    "{\"d\":[{\"id\":\"A\",\"m\":\"b\",\"v\":3,\"t\":0},{\"id\":\"B\",\"m\":\"b\",\"v\":[],\"t\":-1}]}",
    "{\"metrics\":[{\"fields\":{\"n\":1e3},\"name\":\"c\",\"tags\":{\"x\":\"A\"},\"timestamp\":14582}]}",
    "{\"Dev\":[{\"ts\":1483228800000,\"values\":{\"t\":42,\"h\":null}},{\"k\":\"\\u0000\"}]}",
    "[{\"ts\":1.5,\"values\":{\"t\":9e400}},7,{\"k\":12345678901234567890123}]",
  };
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-1",
    "1e999",
    "\"ts\"",
    "\"\\ud800\"",
    "\"\"",
    "\"values\":",
    "\"fields\":{}",
    "99999999999999999999",
    "0.1",
    "\u0000",
    "\ufeff",
    "\"2026-01-01T00:00:00Z\"",
  };

  @Test
  void nothingButUndecodableIsThrown() throws Exception {
    TopicsFormat format = new TopicsFormat(TopicsFile.read(MAP));
    SplittableRandom random = new SplittableRandom(20261123);
    int readings = 0;
    int malformed = 0;
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      String topic = TOPICS[random.nextInt(TOPICS.length)];
      byte[] payload = payload(random);
      try {
        Decoded decoded = format.decode("gw", topic, payload, 1_700_000_000_000L);
        decoded.readings().forEach(reading -> check(reading, payload));
        readings += decoded.readings().size();
        malformed += decoded.malformed().size();
        for (Malformed bad : decoded.malformed()) {
          decodesAlone(format, topic, bad);
        }
      } catch (UndecodableException e) {
        assertThat(e).hasMessageContaining("line ");
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(topic + " " + new String(payload, UTF_8), e);
      }
    }
    assertThat(readings).isGreaterThan(1000);
    assertThat(malformed).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  /** What is kept in quarantine is fed again by its own: it must be at least readable. */
  private static void decodesAlone(TopicsFormat format, String topic, Malformed bad)
      throws UndecodableException {
    assertThat(
            format.decode("gw", topic, bad.json().getBytes(UTF_8), 1_700_000_000_000L).malformed())
        .isNotEmpty();
  }

  private static void check(DecodedReading reading, byte[] payload) {
    assertThat(reading.value()).as(new String(payload, UTF_8)).isFinite();
    assertThat(Rfc3339.isMessageTime(reading.timeMillis())).isTrue();
    assertThat(reading.asset()).isNotBlank().hasSizeLessThanOrEqualTo(200);
    assertThat(reading.meter()).isNotBlank().hasSizeLessThanOrEqualTo(200);
  }

  private static byte[] payload(SplittableRandom random) {
    StringBuilder text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(6));
      text.replace(at, end, random.nextInt(3) == 0 ? "" : PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    for (int flips = random.nextInt(3) - 1; flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
