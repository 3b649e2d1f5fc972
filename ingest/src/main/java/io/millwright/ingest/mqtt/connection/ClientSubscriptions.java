package io.millwright.ingest.mqtt.connection;

import io.millwright.ingest.pipeline.Outgoing;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one client listens to. Granted is what the notations know, at QoS 0 and for this connection
 * only: a session that outlives it would have to keep what it misses. All methods on the channel's
 * event loop.
 */
final class ClientSubscriptions {
  /** More than a gateway of many edge nodes has. */
  private static final int MOST = 1_000;

  private final MqttEndpoint endpoint;
  private final ConnectedClient client;
  private final GatewayConnection connection;
  private final ConnectionParts parts;
  private final Set<String> filters = new HashSet<>();

  ClientSubscriptions(
      MqttEndpoint endpoint,
      ConnectedClient client,
      GatewayConnection connection,
      ConnectionParts parts) {
    this.endpoint = endpoint;
    this.client = client;
    this.connection = connection;
    this.parts = parts;
  }

  void subscribe(MqttSubscribeMessage message) {
    List<MqttSubAckReasonCode> answers = new ArrayList<>();
    List<String> granted = new ArrayList<>();
    for (MqttTopicSubscription asked : message.topicSubscriptions()) {
      String filter = asked.topicName();
      boolean known = parts.formats().grants(gateway(), filter);
      if (known && client.expiry() == 0 && filters.size() + granted.size() < MOST) {
        answers.add(MqttSubAckReasonCode.GRANTED_QOS0);
        granted.add(filter);
      } else {
        answers.add(refused(filter, known));
      }
    }
    endpoint.subscribeAcknowledge(message.messageId(), answers, MqttProperties.NO_PROPERTIES);
    for (String filter : granted) {
      filters.add(filter);
      parts.subscribers().add(filter, connection);
    }
  }

  private MqttSubAckReasonCode refused(String filter, boolean known) {
    parts.refused(
        "Gateway '" + gateway() + "'",
        "subscribe",
        "subscribed to '"
            + filter
            + (known
                ? "' in a session that is kept, or to too much: ask for a clean session"
                : "'; there is nothing for it to hear"));
    return client.version5()
        ? MqttSubAckReasonCode.NOT_AUTHORIZED
        : MqttSubAckReasonCode.UNSPECIFIED_ERROR;
  }

  void unsubscribe(MqttUnsubscribeMessage message) {
    List<MqttUnsubAckReasonCode> answers = new ArrayList<>();
    for (String filter : message.topics()) {
      boolean was = filters.remove(filter);
      parts.subscribers().remove(filter, connection);
      answers.add(
          was ? MqttUnsubAckReasonCode.SUCCESS : MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED);
    }
    endpoint.unsubscribeAcknowledge(message.messageId(), answers, MqttProperties.NO_PROPERTIES);
  }

  /** Sends a message at QoS 0: what a client does not read in time it does not get. */
  void deliver(Outgoing message, boolean kept, boolean writable) {
    if (writable) {
      // A write that fails closes the channel.
      Future<Integer> unused =
          endpoint.publish(
              message.topic(), Buffer.buffer(message.payload()), MqttQoS.AT_MOST_ONCE, false, kept);
    }
  }

  /** Listens no more. */
  void end() {
    filters.forEach(filter -> parts.subscribers().remove(filter, connection));
    filters.clear();
  }

  private String gateway() {
    return client.key().gateway();
  }
}
