package io.millwright.sim.mqtt;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MQTT 5 connection. Each has a Paho client of its own: a reconnecting Paho client would resend
 * from its store while the gateway resends from its buffer, and leaks message ids on the way.
 */
final class PahoConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PahoConnection.class);
  private static final long CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final long DISCONNECT_TIMEOUT_MILLIS = 500;

  /** Told of each PUBACK, on a thread of Paho: it must not block nor publish. */
  interface Answers {
    void answered(Outgoing message, int reason);
  }

  private final MqttAsyncClient client;
  private final Answers answers;
  private final int window;

  private PahoConnection(MqttAsyncClient client, Answers answers, int window) {
    this.client = client;
    this.answers = answers;
    this.window = window;
  }

  /**
   * Connects and waits for the CONNACK.
   *
   * @param lost called when the connection ends without {@link #close}; must not block
   */
  static PahoConnection open(GatewayOptions options, Answers answers, Runnable lost)
      throws ConnectFailure {
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(options.url().toString(), options.gateway(), new MemoryPersistence());
      client.setCallback(new LossListener(lost));
      try {
        IMqttToken connack = client.connect(connectionOptions(options));
        connack.waitForCompletion(CONNECT_TIMEOUT_MILLIS);
        return new PahoConnection(client, answers, window(options, connack));
      } catch (MqttException e) {
        release(client, false);
        throw e;
      }
    } catch (MqttException e) {
      throw ConnectFailure.of(options.url(), options.gateway(), e);
    }
  }

  private static MqttConnectionOptions connectionOptions(GatewayOptions options) {
    MqttConnectionOptions connection = new MqttConnectionOptions();
    connection.setUserName(options.gateway());
    connection.setPassword(options.password().getBytes(StandardCharsets.UTF_8));
    connection.setCleanStart(false);
    connection.setSessionExpiryInterval(options.sessionExpiry().toSeconds());
    connection.setKeepAliveInterval((int) options.keepAlive().toSeconds());
    connection.setAutomaticReconnect(false);
    connection.setConnectionTimeout((int) (CONNECT_TIMEOUT_MILLIS / 1000));
    return connection;
  }

  /** A client must not have more unacknowledged messages than Receive Maximum (MQTT 5.0, 4.9). */
  private static int window(GatewayOptions options, IMqttToken connack) {
    if (connack.getResponseProperties() == null
        || connack.getResponseProperties().getReceiveMaximum() == null) {
      return options.window();
    }
    return Math.min(options.window(), connack.getResponseProperties().getReceiveMaximum());
  }

  int window() {
    return window;
  }

  boolean isUp() {
    return client.isConnected();
  }

  /** Hands a message to Paho; its PUBACK is told to {@link Answers}, or never. */
  void publish(Outgoing message) throws MqttException {
    MqttMessage packet = new MqttMessage(message.payload());
    packet.setQos(1);
    client.publish(message.topic(), packet, null, new PubAckListener(message, answers));
  }

  /** Ends the connection with a DISCONNECT; the session stays. */
  @Override
  public void close() {
    release(client, true);
  }

  /** Ends the connection as a broken cable does: without a word. */
  void cut() {
    release(client, false);
  }

  private static void release(MqttAsyncClient client, boolean politely) {
    try {
      client.disconnectForcibly(0, DISCONNECT_TIMEOUT_MILLIS, politely && client.isConnected());
      client.close();
    } catch (MqttException e) {
      log.debug("Closing an MQTT connection: {}", e.getMessage());
    }
  }

  private record PubAckListener(Outgoing message, Answers answers) implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      int[] reasons = token.getReasonCodes();
      answers.answered(message, reasons == null || reasons.length == 0 ? 0 : reasons[0]);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable exception) {
      // The connection ended first: the message is still in flight and will be sent again.
    }
  }
}
