package io.millwright.ingest.mqtt.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.registry.GatewayLimits;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final GatewayLimits ANY = new GatewayLimits(0, 0, 0);

  private final Connections connections = new Connections(2, ANY);

  @Test
  void socketsThatHaveNotSentTheirConnectAreBounded() {
    for (int i = 0; i < 1002; i++) {
      assertThat(connections.opened()).as("socket %d", i).isTrue();
    }
    assertThat(connections.opened()).isFalse();
    connections.closed();
    assertThat(connections.opened()).as("in the place of one that is closed").isTrue();
    assertThat(connections.opened()).isFalse();
  }

  @Test
  void theConnectionsOfAGatewayShareOneQuota() {
    var first = connections.enter(new ClientKey("gw", "a"), ANY, 0);
    assertThat(first).isNotNull();
    assertThat(connections.enter(new ClientKey("gw", "b"), ANY, 0)).isSameAs(first);
    assertThat(connections.enter(new ClientKey("gw-2", "a"), ANY, 0)).isNotSameAs(first);
  }
}
