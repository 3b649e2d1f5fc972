package io.millwright.sim.soak;

import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.codec.topics.TopicsFile;
import io.millwright.ingest.codec.topics.TopicsFormat;
import io.millwright.rules.planfile.PlanException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Payloads on mapped topics: a number, JSON and lists of it. */
final class PlainTopicsTarget implements FuzzTarget {
  private static final long NOW = 1_795_395_723_456L;
  private static final String MAPPING =
      """
      gateway: plant-broker
      rules:
        - {topic: "plant/{asset}/{meter}", payload: value, unit: degC}
        - topic: shop/{asset}/state
          payload: json
          time: /ts
          time_in: s
          quality: "{/q}"
          meters:
            hrs: {meter: engine_hours, unit: h}
            e204: {fault: E-204}
            /motor/tC: motor_temp
      """;
  private static final List<String> TOPICS =
      List.of("plant/P-1/temp", "shop/P-1/state", "plant/\u0001/\uFFFF");
  private static final List<byte[]> SAMPLES =
      Stream.of(
              "71.5",
              "on",
              "-1e308",
              "{\"ts\":1795395723.456,\"q\":\"good\",\"hrs\":12,\"e204\":0,\"motor\":{\"tC\":[7]}}",
              "{\"ts\":\"2026-11-23T01:02:03Z\",\"hrs\":\"12,5\",\"e204\":true}")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  private final TopicsFormat format;

  PlainTopicsTarget() {
    try {
      format = new TopicsFormat(TopicsFile.read(MAPPING));
    } catch (PlanException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public List<byte[]> samples() {
    return SAMPLES;
  }

  @Override
  public boolean takes(byte[] input) {
    boolean taken = false;
    for (String topic : TOPICS) {
      try {
        format.decode("plant-broker", topic, input, NOW);
        taken = true;
      } catch (UndecodableException refused) {
        // The documented way: quarantine with this text.
      }
    }
    return taken;
  }
}
