package io.millwright.ingest.mqtt.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.mqtt.RawMqtt;
import io.millwright.ingest.pipeline.Settlement;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions outlive connections and restarts as long as their clients asked, and no longer. */
class MqttSessionsIT {
  private static final int NO_EXPIRY = 0;

  private EndpointBench bench;

  @BeforeEach
  void start() {
    bench = new EndpointBench(EndpointBench.SMALL);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aPersistentSessionIsPresentAfterARestart() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 4)) {
      assertThat(present(client.connect("c", "gw-1", "secret", false, 0))).isFalse();
      client.publish(EndpointBench.OWN, 1, 7, "x");
      bench.intake().next();
    }
    bench.restart();
    try (RawMqtt client = new RawMqtt(bench.port(), 4)) {
      assertThat(present(client.connect("c", "gw-1", "secret", false, 0))).isTrue();
      client.publish(EndpointBench.OWN, 1, 7, "x");
      bench.intake().settleNext(Settlement.STORED);
      assertThat(client.read().packetId()).isEqualTo(7);
    }
  }

  @Test
  void aSessionSurvivesAProcessThatWasKilledWhileItsClientWasConnected() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      present(client.connect("c", "gw-1", "secret", false, 60));
      present(new RawMqtt(bench.port(), 5).connect("expired", "gw-1", "secret", false, 60));
      // What a killed process leaves behind, and another whose time ran out meanwhile.
      bench.execute("create table killed as select * from mqtt_session");
      bench.restart();
    }
    bench.execute(
        "delete from mqtt_session; insert into mqtt_session select * from killed;"
            + "update mqtt_session set expires_at = now() where client_id = 'expired'");
    bench.restart();
    try (RawMqtt client = new RawMqtt(bench.port(), 5);
        RawMqtt expired = new RawMqtt(bench.port(), 5)) {
      assertThat(present(client.connect("c", "gw-1", "secret", false, 60))).isTrue();
      assertThat(present(expired.connect("expired", "gw-1", "secret", false, 60))).isFalse();
    }
  }

  @Test
  void cleanStartForgetsAndZeroExpiryKeepsNothing() throws IOException {
    reconnect(false, 60, false);
    reconnect(false, 60, true);
    reconnect(true, 60, false);
    reconnect(false, NO_EXPIRY, true);
    reconnect(false, 60, false);
  }

  @Test
  void aSessionBelongsToItsGateway() throws IOException {
    reconnect(false, 60, false);
    try (RawMqtt other = new RawMqtt(bench.port(), 5)) {
      assertThat(present(other.connect("c", "gw-2", "secret", false, 60))).isFalse();
    }
    bench.awaitConnections(0);
    reconnect(false, 60, true);
  }

  @Test
  void disconnectMayEndTheSession() throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      present(client.connect("c", "gw-1", "secret", false, 60));
      client.disconnect(NO_EXPIRY);
      assertThat(client.isClosed()).isTrue();
    }
    bench.restart();
    reconnect(false, 60, false);
  }

  @Test
  void takeOverKeepsTheSession() throws IOException {
    try (RawMqtt first = new RawMqtt(bench.port(), 5);
        RawMqtt second = new RawMqtt(bench.port(), 5)) {
      present(first.connect("c", "gw-1", "secret", false, 60));
      assertThat(present(second.connect("c", "gw-1", "secret", false, 60))).isTrue();
      assertThat(first.read().body()[0]).isEqualTo(0x8E);
    }
    bench.awaitConnections(0);
    reconnect(false, 60, true);
  }

  @Test
  void withoutTheDatabaseNobodyIsLetInOrToldThatItsPasswordIsWrong() throws IOException {
    bench.dataSource().close();
    for (int version : new int[] {4, 5}) {
      try (RawMqtt client = new RawMqtt(bench.port(), version)) {
        client.connect("c", "gw-1", "secret", false, 60);
        assertThat(client.read().body()[1]).isEqualTo(version == 4 ? 3 : 0x88);
        assertThat(client.isClosed()).isTrue();
      }
    }
    assertThat(bench.refused("database")).isEqualTo(2);
  }

  @Test
  void aChangedPasswordCountsAtTheNextConnect() throws IOException {
    reconnect(true, NO_EXPIRY, false);
    bench.execute(
        "update gateway set password_hash = (select password_hash from gateway where id = 'gw-2')"
            + " where id = 'gw-1'; update gateway set password_hash = 'damaged' where id = 'gw-2';"
            + " update gateway set enabled = false where id = 'gw-1'");
    try (RawMqtt disabled = new RawMqtt(bench.port(), 5);
        RawMqtt damaged = new RawMqtt(bench.port(), 5)) {
      disabled.connect("c", "gw-1", "secret", false, 60);
      assertThat(disabled.read().body()[1]).isEqualTo(0x87);
      damaged.connect("c", "gw-2", "secret", false, 60);
      assertThat(damaged.read().body()[1]).isEqualTo(0x86);
    }
  }

  private void reconnect(boolean clean, int expiry, boolean present) throws IOException {
    try (RawMqtt client = new RawMqtt(bench.port(), 5)) {
      assertThat(present(client.connect("c", "gw-1", "secret", clean, expiry))).isEqualTo(present);
    }
    bench.awaitConnections(0);
  }

  private static boolean present(RawMqtt client) throws IOException {
    RawMqtt.Packet connack = client.read();
    assertThat(connack.body()[1]).isZero();
    return connack.body()[0] == 1;
  }
}
