package io.millwright.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.ingest.codec.sparkplug.MappingReader;
import io.millwright.ingest.codec.sparkplug.SparkplugFormat;
import io.millwright.ingest.codec.topics.TopicsFile;
import io.millwright.ingest.codec.topics.TopicsFormat;
import io.millwright.rules.planfile.PlanException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private final Formats formats = new Formats(List.of(new NativeFormat()));

  @Test
  void aGatewayMayPublishBelowItsOwnPrefixOnly() {
    assertThat(formats.permits("gw-1", "millwright/v1/gw-1/readings")).isTrue();
    assertThat(formats.permits("gw-1", "millwright/v1/gw-10/readings")).isFalse();
    assertThat(formats.permits("gw-1", "site/7/engine/hours")).isFalse();
  }

  @Test
  void whereAGatewayMayPublishIsSaidOfAllNotations() throws PlanException {
    assertThat(formats.permitted("gw-1")).isEqualTo("below millwright/v1/gw-1/");
    Formats all =
        new Formats(
            List.of(
                new NativeFormat(),
                new SparkplugFormat(
                    MappingReader.read("nodes: [{match: '{group}/{edge}', asset: '{edge}'}]")),
                new TopicsFormat(
                    TopicsFile.read("rules: [{topic: 'site/{asset}/{meter}', payload: value}]"))));
    assertThat(all.permitted("gw-1"))
        .isEqualTo(
            "below millwright/v1/gw-1/ and to the Sparkplug topics of edge nodes that are this"
                + " gateway and to what the topics file maps and gives to no other gateway:"
                + " site/+/+");
  }

  @Test
  void aTopicOfNoNotationSaysWhatToDo() {
    assertThat(formats.gateway("site/7/engine/hours")).isNull();
    assertThatThrownBy(() -> formats.decode("gw-1", "site/7/engine/hours", new byte[0], 0))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("site/7/engine/hours")
        .hasMessageContaining("map the topic");
  }
}
