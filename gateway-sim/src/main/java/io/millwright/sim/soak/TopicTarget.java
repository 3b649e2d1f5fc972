package io.millwright.sim.soak;

import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.codec.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The reader of topics. */
final class TopicTarget implements FuzzTarget {
  private static final List<byte[]> SAMPLES =
      Stream.of(
              "millwright/v1/gw-1/readings",
              "millwright/v1/a/faults",
              "millwright/v1/_.-/meters",
              "millwright/v1/" + "g".repeat(64) + "/readings",
              "$share/group/millwright/v1/+/#",
              "/")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  @Override
  public String name() {
    return "topic";
  }

  @Override
  public List<byte[]> samples() {
    return SAMPLES;
  }

  @Override
  public boolean takes(byte[] input) {
    try {
      Topic topic = Topic.parse(new String(input, StandardCharsets.UTF_8));
      if (!Topic.isGatewayId(topic.gateway())) {
        throw new IllegalStateException("took the gateway '" + topic.gateway() + "'");
      }
      return true;
    } catch (UndecodableException refused) {
      return false;
    }
  }
}
