package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageInFlightTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PipelineMetrics metrics = new PipelineMetrics(meters);
  private final List<Settlement> settled = new ArrayList<>();

  private MessageInFlight message(int parts, Acknowledgement acknowledgement) {
    Inbound inbound =
        new Inbound("gw-1", "millwright/v1/gw-1/readings", new byte[0], 7, acknowledgement);
    return new MessageInFlight(inbound, Settlement.STORED, parts, metrics);
  }

  private double settledMessages() {
    return meters.get("millwright.messages.settled").counter().count();
  }

  @Test
  void isSettledOnceWithItsLastPart() {
    MessageInFlight message = message(3, settled::add);
    message.partDone();
    message.partDone();
    assertThat(settled).isEmpty();
    assertThat(settledMessages()).isZero();
    message.partDone();
    assertThat(settled).containsExactly(Settlement.STORED);
    assertThat(settledMessages()).isEqualTo(1);
  }

  /** It is committed; a source that cannot say so must not stop the shard that tells it. */
  @Test
  void aSourceThatFailsToAcknowledgeHarmsNobodyElse() {
    MessageInFlight message =
        message(
            1,
            settlement -> {
              throw new IllegalStateException("connection gone");
            });
    assertThatCode(message::partDone).doesNotThrowAnyException();
  }
}
