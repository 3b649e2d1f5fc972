package io.millwright.ingest.mqtt.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.codec.NativeFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConnectionTest {
  /** Whoever may publish at the broker chooses the topic: it must not make him the API. */
  @ParameterizedTest
  @CsvSource({
    "millwright/v1/gw-1/readings, gw-1",
    "millwright/v1/gw-1, gw-1",
    "millwright/v1/api/readings, broker:api",
    "millwright/v1/api-2/readings, api-2"
  })
  void theTopicNamesTheGatewayButNeverTheApi(String topic, String gateway) {
    assertThat(BrokerConnection.gateway(new NativeFormat().gateway(topic))).isEqualTo(gateway);
  }
}
