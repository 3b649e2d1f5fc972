package io.millwright.ingest.mqtt.connection;

import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.mqtt.answer.PendingMessage;
import io.millwright.ingest.mqtt.answer.Replies;
import io.millwright.ingest.mqtt.answer.SettledMessages;
import io.millwright.ingest.mqtt.limit.GatewayQuota;
import io.millwright.ingest.mqtt.packet.Disconnection;
import io.millwright.ingest.mqtt.packet.OversizedPublish;
import io.millwright.ingest.mqtt.socket.Gate;
import io.millwright.ingest.mqtt.socket.SocketAccess;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Outgoing;
import io.millwright.ingest.pipeline.Refusal;
import io.millwright.ingest.pipeline.Settlement;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttDisconnectMessage;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One gateway that is connected: from its PUBLISH to the intake, and from the settlement back to
 * its PUBACK or PUBREC. QoS 2 needs no memory of packet ids, because storing a message twice
 * changes nothing: a PUBLISH that is sent again is stored again and answered again. All methods on
 * the channel's event loop, but {@link #takenOver}.
 */
public final class GatewayConnection {
  /** Of a message that is refused anyway, so much is kept to see what it was. */
  private static final int REFUSED_BYTES = 1024;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final MqttEndpoint endpoint;
  private final ChannelHandlerContext channel;
  private final Gate gate;
  private final ConnectedClient client;
  private final GatewayQuota quota;
  private final ConnectionParts parts;
  private final LongConsumer left;
  private final String ownTopics;

  private final SettledMessages settled;
  private final ClientSubscriptions subscriptions;
  private boolean willIsDue = true;
  private int unacknowledged;
  private long expiry;
  private boolean ended;

  public GatewayConnection(
      MqttEndpoint endpoint,
      ChannelHandlerContext channel,
      Gate gate,
      ConnectedClient client,
      GatewayQuota quota,
      ConnectionParts parts,
      LongConsumer left) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.gate = gate;
    this.client = client;
    this.quota = quota;
    this.parts = parts;
    this.left = left;
    this.ownTopics = Topic.prefix(client.key().gateway());
    this.expiry = client.expiry();
    this.settled = new SettledMessages(channel, this::answer);
    this.subscriptions = new ClientSubscriptions(endpoint, client, this, parts);
  }

  private ClientKey client() {
    return client.key();
  }

  /** Handles what arrives from now on. */
  public void start() {
    endpoint.publishHandler(this::published);
    endpoint.publishReleaseHandler(endpoint::publishComplete);
    endpoint.subscribeHandler(subscriptions::subscribe);
    endpoint.unsubscribeHandler(subscriptions::unsubscribe);
    endpoint.disconnectMessageHandler(this::leaving);
  }

  /** Reads on, or not, as the intake can take more. */
  public void applyPause() {
    gate.set(Gate.Reason.INTAKE_FULL, parts.intakeFull().getAsBoolean());
  }

  /** The client has connected again elsewhere. Any thread. */
  public void takenOver() {
    channel.executor().execute(() -> disconnect(Disconnection.TAKEN_OVER));
  }

  /** The gateway is disabled or deleted. Any thread. */
  void revoked() {
    channel
        .executor()
        .execute(
            () ->
                violated(
                    Disconnection.REVOKED,
                    "is disabled or deleted in the registry: its connection is ended"));
  }

  /** Ends the connection; MQTT 5 clients are told why. */
  public void disconnect(Disconnection why) {
    if (ended) {
      return;
    }
    settled.answerAll();
    if (ended) {
      return; // one of the answers was to end it
    }
    gate.close();
    // At our own end the gateway is well; one that is revoked has nothing to say any more.
    willIsDue &= why != Disconnection.SHUTDOWN && why != Disconnection.REVOKED;
    ended();
    if (why == Disconnection.ANSWERS_UNREAD) {
      SocketAccess.close(channel); // this answer would not be read either
      return;
    }
    endpoint.disconnect(why.code(), MqttProperties.NO_PROPERTIES);
    SocketAccess.closeSoon(channel);
  }

  /** Ends the connection for something the gateway did. */
  public void violated(Disconnection why, String what) {
    if (!ended) {
      parts.refused("Gateway '" + client().gateway() + "'", why.reason(), what);
      disconnect(why);
    }
  }

  /** Sends what its topics' listeners are to hear. Any thread. */
  void deliver(Outgoing message, boolean kept) {
    channel
        .executor()
        .execute(
            () -> {
              if (!ended) {
                subscriptions.deliver(message, kept, channel.channel().isWritable());
              }
            });
  }

  /** Gives the client id back, says its will and starts to count the session's expiry, once. */
  public void ended() {
    if (!ended) {
      ended = true;
      subscriptions.end();
      if (willIsDue) {
        publishWill();
      }
      parts.connections().release(client(), this);
      quota.leave();
      left.accept(expiry);
    }
  }

  private void answer(PendingMessage message) {
    unacknowledged--;
    answer(message.qos(), message.packetId(), message.settlement());
    if (!ended && unacknowledged <= parts.limits().unacknowledged() / 2) {
      gate.set(Gate.Reason.UNACKNOWLEDGED, false);
    }
  }

  private void answer(MqttQoS qos, int packetId, Settlement settlement) {
    if (ended) {
      return;
    }
    boolean refused = settlement == Settlement.NOT_AUTHORISED;
    if (refused && (qos == MqttQoS.AT_MOST_ONCE || !client.version5())) {
      // There is no packet that could say so.
      disconnect(Disconnection.FOREIGN_TOPIC);
    } else if (qos != MqttQoS.AT_MOST_ONCE) {
      // A write that fails closes the channel; the client sends the message again.
      ChannelFuture unused = channel.write(Replies.reply(qos, packetId, settlement));
    }
  }

  private void published(MqttPublishMessage message) {
    parts.metrics().message();
    String topic = message.topicName();
    if (!topic.startsWith(ownTopics) && !parts.formats().permits(client().gateway(), topic)) {
      foreign(message);
      return;
    }
    unacknowledged++;
    if (unacknowledged >= parts.limits().unacknowledged()) {
      gate.set(Gate.Reason.UNACKNOWLEDGED, true);
    }
    parts
        .intake()
        .accept(
            new Inbound(
                client().gateway(),
                topic,
                message.payload().getBytes(),
                System.nanoTime(),
                null,
                number,
                new PendingMessage(settled, message.qosLevel(), message.messageId())));
    // The task that pauses this connection waits until Netty has read up to 1 MiB more off the
    // socket, and as much off every other one.
    if (parts.intakeFull().getAsBoolean()) {
      applyPause();
    }
  }

  private void foreign(MqttPublishMessage message) {
    String gateway = client().gateway();
    String what =
        "published to '"
            + message.topicName()
            + "'; it may publish "
            + parts.formats().permitted(gateway)
            + " only";
    parts.refused("Gateway '" + gateway + "'", Disconnection.FOREIGN_TOPIC.reason(), what);
    if (!parts.refusedShare().take(gateway)) {
      answer(message.qosLevel(), message.messageId(), Settlement.NOT_AUTHORISED);
      if (!ended) {
        channel.flush();
      }
      return;
    }
    unacknowledged++;
    int size = message.payload().length();
    parts
        .intake()
        .refuse(
            new Inbound(
                gateway,
                message.topicName(),
                message.payload().getBytes(0, Math.min(size, REFUSED_BYTES)),
                System.nanoTime(),
                new PendingMessage(settled, message.qosLevel(), message.messageId())),
            Refusal.FOREIGN_TOPIC,
            "Gateway '" + gateway + "' " + what,
            size);
  }

  /** Keeps what is known of a message that will not be read; the connection ends. */
  public void tooLarge(OversizedPublish publish) {
    if (!ended && parts.refusedShare().take(client().gateway())) {
      parts
          .intake()
          .refuse(
              new Inbound(
                  client().gateway(),
                  publish.topic(),
                  new byte[0],
                  System.nanoTime(),
                  settlement -> {}), // An answer would say that it is stored.
              Refusal.TOO_LARGE,
              publish.detail(parts.limits().packetBytes()),
              publish.size());
    }
  }

  /** What the client wants said when it goes without a DISCONNECT: MQTT 5, 3.1.2.5. */
  private void publishWill() {
    MqttWill will = endpoint.will();
    if (will == null || !will.isWillFlag()) {
      return;
    }
    String topic = will.getWillTopic();
    if (!topic.startsWith(ownTopics) && !parts.formats().permits(client().gateway(), topic)) {
      parts.refused(
          "Gateway '" + client().gateway() + "'",
          Disconnection.FOREIGN_TOPIC.reason(),
          "has a will for '" + topic + "', where it may not publish");
      return;
    }
    byte[] payload = will.getWillMessageBytes();
    parts.metrics().message();
    parts
        .intake()
        .accept(
            new Inbound(
                client().gateway(),
                topic,
                payload == null ? new byte[0] : payload,
                System.nanoTime(),
                null,
                number,
                settlement -> {}));
  }

  /**
   * The client may change its session's expiry, but not bring it to life (MQTT 5, 3.14.2.2.2), and
   * only a normal DISCONNECT takes its will back (3.14.4).
   */
  private void leaving(MqttDisconnectMessage message) {
    long asked = ConnectedClient.sessionExpiry(message.properties(), client.askedExpiry());
    if (client.askedExpiry() != 0) {
      expiry = Math.min(asked, parts.limits().sessionExpiry().toSeconds());
    }
    gate.close();
    willIsDue = message.code() != MqttDisconnectReasonCode.NORMAL;
    ended();
  }
}
