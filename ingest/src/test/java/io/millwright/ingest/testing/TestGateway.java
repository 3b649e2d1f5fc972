package io.millwright.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** A gateway at the service's MQTT endpoint, by way of Paho. Its password is its id. */
public final class TestGateway implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;
  private static final int CONNECT_SECONDS = 60;
  private static final long SESSION_SECONDS = 3600;

  private final MqttAsyncClient client;
  private final String id;

  /**
   * Connects.
   *
   * @param keepSession whether a session of the same name goes on, as unacknowledged messages are
   *     sent again only then
   */
  public TestGateway(int port, String id, boolean keepSession) throws MqttException {
    this(port, id, keepSession, CONNECT_SECONDS);
  }

  /** The same, with a patience of its own: the other side may be frozen. */
  TestGateway(int port, String id, boolean keepSession, int connectSeconds) throws MqttException {
    this.id = id;
    client = new MqttAsyncClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword(id.getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(!keepSession);
    options.setSessionExpiryInterval(SESSION_SECONDS);
    options.setConnectionTimeout(connectSeconds);
    try {
      client.connect(options).waitForCompletion(TimeUnit.SECONDS.toMillis(connectSeconds));
    } catch (MqttException e) {
      client.close(true);
      throw e;
    }
  }

  /** Sends readings at QoS 1 without waiting. */
  public IMqttToken send(String json) throws MqttException {
    return publish("readings", 1, json);
  }

  public IMqttToken publish(String kind, int qos, String json) throws MqttException {
    return publish(kind, qos, json, null);
  }

  /**
   * Sends without waiting.
   *
   * @param listener told of the answer; one that is set on the token may come after it
   */
  public IMqttToken publish(
      String kind, int qos, String json, @Nullable MqttActionListener listener)
      throws MqttException {
    return client.publish(
        "millwright/v1/" + id + "/" + kind,
        json.getBytes(StandardCharsets.UTF_8),
        qos,
        false,
        null,
        listener);
  }

  /** Sends readings and waits until they are acknowledged; returns the reason code. */
  public int readings(String json) throws MqttException {
    return acknowledged("readings", json);
  }

  /** Sends one reading and waits until it is acknowledged. */
  public void reading(String asset, String meter, Object time, double value) throws MqttException {
    readings(Readings.of(asset, meter, time, value));
  }

  /** Sends a message at QoS 1 and waits until it is acknowledged; returns the reason code. */
  public int acknowledged(String kind, String json) throws MqttException {
    IMqttToken token = publish(kind, 1, json);
    token.waitForCompletion(PATIENCE_MILLIS);
    int[] reasons = token.getReasonCodes();
    return reasons == null || reasons.length == 0 ? 0 : reasons[0];
  }

  /** Sends to any topic at QoS 1 and waits; returns the reason code of the answer. */
  public int elsewhere(String topic, String payload) throws MqttException {
    IMqttToken token = client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
    token.waitForCompletion(PATIENCE_MILLIS);
    int[] reasons = token.getReasonCodes();
    return reasons == null || reasons.length == 0 ? 0 : reasons[0];
  }

  public boolean isConnected() {
    return client.isConnected();
  }

  /** Ends the connection as a power cut would: the session stays. */
  @Override
  public void close() {
    try {
      client.disconnectForcibly(0, 100, false);
    } catch (MqttException e) {
      // It was gone already.
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      throw new IllegalStateException(e);
    }
  }
}
