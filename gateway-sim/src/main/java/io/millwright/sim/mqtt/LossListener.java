package io.millwright.sim.mqtt;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of a connection's end; a gateway that only publishes needs nothing else. */
final class LossListener implements MqttCallback {
  private static final Logger log = LoggerFactory.getLogger(LossListener.class);

  private final Runnable lost;

  LossListener(Runnable lost) {
    this.lost = lost;
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    log.debug("MQTT connection ended: {}", response);
    lost.run();
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    log.debug("MQTT error", exception);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
