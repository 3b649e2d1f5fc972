package io.millwright.sim.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * A Sparkplug B edge node over MQTT 5: its death is its will, it is born after connecting and when
 * it is told so, and says what has changed at QoS 0. Any thread.
 */
public final class EdgeNode implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 20_000;

  private final String server;
  private final String user;
  private final String group;
  private final String edge;
  private final InstantSource clock;
  private final NodeMessages messages = new NodeMessages();
  private final List<String> states = new CopyOnWriteArrayList<>();
  private MqttAsyncClient client;
  private int rebirths;
  private boolean deaf;

  /**
   * An edge node that is not connected.
   *
   * @param server such as {@code tcp://127.0.0.1:1883}
   * @param user the gateway's id, and its password
   * @param group the group of edge nodes
   * @param edge its name
   * @param clock stamps what it says
   */
  public EdgeNode(String server, String user, String group, String edge, InstantSource clock)
      throws MqttException {
    this.server = server;
    this.user = user;
    this.group = group;
    this.edge = edge;
    this.clock = clock;
    this.client = client();
  }

  private MqttAsyncClient client() throws MqttException {
    return new MqttAsyncClient(server, "edge-" + group + "-" + edge, new MemoryPersistence());
  }

  /** Sets a metric before the birth that defines it. */
  public synchronized void define(String device, String metric, double value) {
    messages.define(device, metric, value);
  }

  /** Does not hear commands from now on. */
  public synchronized void deaf() {
    deaf = true;
  }

  /** Connects with its death as its will, listens, and is born. */
  public void connect() throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(user.getBytes(UTF_8));
    options.setCleanStart(true);
    options.setConnectionTimeout(10);
    synchronized (this) {
      client = client();
      client.setCallback(new Ears());
      options.setWill(
          topic("NDEATH"), new MqttMessage(messages.nextDeath(clock.millis()), 1, false, null));
    }
    client.connect(options).waitForCompletion(PATIENCE_MILLIS);
    client
        .subscribe("spBv1.0/" + group + "/NCMD/" + edge + "/#", 1)
        .waitForCompletion(PATIENCE_MILLIS);
    client.subscribe("spBv1.0/STATE/+", 1).waitForCompletion(PATIENCE_MILLIS);
    birth();
  }

  /** All births. */
  public synchronized void birth() throws MqttException {
    send(topic("NBIRTH"), messages.nodeBirth(clock.millis()));
    for (String device : messages.devices()) {
      send(topic("DBIRTH") + "/" + device, messages.deviceBirth(device, clock.millis()));
    }
  }

  /** A device comes back. */
  public synchronized void deviceBirth(String device) throws MqttException {
    send(topic("DBIRTH") + "/" + device, messages.deviceBirth(device, clock.millis()));
  }

  /** A device goes. */
  public synchronized void deviceDeath(String device) throws MqttException {
    send(topic("DDEATH") + "/" + device, messages.deviceDeath(clock.millis()));
  }

  /** A metric has changed. */
  public synchronized void set(String device, String metric, double value) throws MqttException {
    send(topic("DDATA") + "/" + device, messages.data(device, metric, value, clock.millis()));
  }

  /** A metric changes, and the message that says so is lost. */
  public synchronized void lose(String device, String metric, double value) {
    messages.define(device, metric, value);
    messages.lose(1);
  }

  /** How often it was told to be born again. */
  public synchronized int rebirths() {
    return rebirths;
  }

  /** What was said of host applications, in order. */
  public List<String> states() {
    return states;
  }

  /** Loses its connection without a DISCONNECT. */
  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnectForcibly(0, 100, false);
    }
    client.close(true);
  }

  private String topic(String type) {
    return "spBv1.0/" + group + "/" + type + "/" + edge;
  }

  private void send(String topic, byte[] payload) throws MqttException {
    IMqttToken unused = client.publish(topic, payload, 0, false);
  }

  private final class Ears implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) throws MqttException {
      if (topic.startsWith("spBv1.0/STATE/")) {
        states.add(topic + " " + new String(message.getPayload(), UTF_8));
      } else if (asksForRebirth(message.getPayload())) {
        synchronized (EdgeNode.this) {
          rebirths++;
          if (!deaf) {
            birth();
          }
        }
      }
    }

    private boolean asksForRebirth(byte[] payload) {
      try {
        return Payload.parseFrom(payload).getMetricsList().stream()
            .anyMatch(m -> m.getName().equals("Node Control/Rebirth") && m.getBooleanValue());
      } catch (InvalidProtocolBufferException e) {
        return false;
      }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
