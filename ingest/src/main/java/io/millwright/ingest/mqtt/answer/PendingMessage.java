package io.millwright.ingest.mqtt.answer;

import io.millwright.ingest.pipeline.Acknowledgement;
import io.millwright.ingest.pipeline.Settlement;
import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * A message whose connection waits for its settlement. It knows its connection and not just a
 * client id, so that it can never be acknowledged on a later connection, where the same packet id
 * may mean another message.
 */
public final class PendingMessage implements Acknowledgement {
  private final SettledMessages connection;
  private final MqttQoS qos;
  private final int packetId;
  private volatile Settlement settlement = Settlement.STORED;

  public PendingMessage(SettledMessages connection, MqttQoS qos, int packetId) {
    this.connection = connection;
    this.qos = qos;
    this.packetId = packetId;
  }

  @Override
  public void settled(Settlement settlement) {
    this.settlement = settlement;
    connection.add(this);
  }

  public MqttQoS qos() {
    return qos;
  }

  public int packetId() {
    return packetId;
  }

  public Settlement settlement() {
    return settlement;
  }
}
