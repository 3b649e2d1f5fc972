package io.millwright.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {
  @Test
  void namesGatewayAndKind() throws UndecodableException {
    assertThat(Topic.parse("millwright/v1/gw-1/readings"))
        .isEqualTo(new Topic("gw-1", Topic.Kind.READINGS));
    assertThat(Topic.parse("millwright/v1/A.b_9/faults"))
        .isEqualTo(new Topic("A.b_9", Topic.Kind.FAULTS));
    assertThat(Topic.parse("millwright/v1/" + "g".repeat(64) + "/meters").kind())
        .isEqualTo(Topic.Kind.METERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "millwright/v1/",
        "millwright/v1/gw",
        "millwright/v1//readings",
        "millwright/v1/gw/",
        "millwright/v1/gw/reading",
        "millwright/v1/gw/xreadings",
        "millwright/v1/gw/readings/",
        "millwright/v1/gw/a/readings",
        "millwright/v2/gw/readings",
        "/millwright/v1/gw/readings",
        "millwright/v1/g w/readings",
        "millwright/v1/gw\u00e5/readings",
        "millwright/v1/ggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg/readings"
      })
  void refusesOtherTopics(String topic) {
    assertThatThrownBy(() -> Topic.parse(topic))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("millwright/v1/{gateway}");
  }

  @Test
  void filterMatchesAllGateways() {
    assertThat(Topic.Kind.FAULTS.filter()).isEqualTo("millwright/v1/+/faults");
    assertThat(Topic.prefix("gw-1")).isEqualTo("millwright/v1/gw-1/");
  }
}
