package io.millwright.ingest.mqtt.broker;

import io.micrometer.core.instrument.Counter;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.mqtt.answer.PendingMessage;
import io.millwright.ingest.mqtt.answer.Replies;
import io.millwright.ingest.mqtt.answer.SettledMessages;
import io.millwright.ingest.mqtt.packet.OversizeGuard;
import io.millwright.ingest.mqtt.packet.OversizedPublish;
import io.millwright.ingest.mqtt.socket.Gate;
import io.millwright.ingest.mqtt.socket.KeepAlive;
import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.pipeline.Refusal;
import io.millwright.ingest.pipeline.Settlement;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, from SUBACK to its end. Its messages are acknowledged on it or not at
 * all: what was not acknowledged here, the broker delivers again on the next. All methods on the
 * channel's event loop.
 */
final class BrokerConnection {
  private final ChannelHandlerContext channel;
  private final BrokerSettings settings;
  private final MessageFormat formats;
  private final Intake intake;
  private final Counter messages;
  private final Gate gate;
  private final SettledMessages settled;
  private int unacknowledged;

  BrokerConnection(
      ChannelHandlerContext channel,
      BrokerSettings settings,
      MessageFormat formats,
      Intake intake,
      Counter messages) {
    this.channel = channel;
    this.settings = settings;
    this.formats = formats;
    this.intake = intake;
    this.messages = messages;
    this.gate = new Gate(channel, () -> KeepAlive.restart(channel));
    this.settled = new SettledMessages(channel, this::answer);
  }

  /** Reads, as far as the intake can take more, and keeps the connection alive also when not. */
  void start(boolean paused) {
    channel.pipeline().addBefore("handler", "millwrightGate", gate);
    channel
        .pipeline()
        .addBefore("handler", "millwrightOversize", new OversizeGuard(this::tooLarge));
    KeepAlive.watch(channel, settings.keepAliveSeconds(), gate, this::end);
    // vertx-mqtt's own pings end the connection when the answer is not read, as in a pause.
    var pings =
        channel
            .executor()
            .scheduleAtFixedRate(
                this::ping,
                settings.keepAliveSeconds(),
                settings.keepAliveSeconds(),
                TimeUnit.SECONDS);
    channel.channel().closeFuture().addListener(closed -> pings.cancel(false));
    pause(paused);
    gate.set(Gate.Reason.CONNECTING, false);
  }

  void pause(boolean paused) {
    gate.set(Gate.Reason.INTAKE_FULL, paused);
  }

  void end() {
    gate.close();
    ChannelFuture unused = channel.channel().close();
  }

  void received(MqttPublishMessage message) {
    messages.increment();
    unacknowledged++;
    if (unacknowledged >= settings.unacknowledged()) {
      gate.set(Gate.Reason.UNACKNOWLEDGED, true);
    }
    intake.accept(
        new Inbound(
            gateway(formats.gateway(message.topicName())),
            message.topicName(),
            message.payload().getBytes(),
            System.nanoTime(),
            new PendingMessage(settled, message.qosLevel(), message.messageId())));
  }

  /**
   * Acknowledged once it is in quarantine that there was such a message: otherwise the broker would
   * deliver it on each connection anew, and nothing behind it would ever come. Its payload is lost,
   * which the entry says. Then the connection ends, for the rest of its bytes cannot be told apart.
   */
  private void tooLarge(OversizedPublish publish) {
    intake.refuse(
        new Inbound(
            gateway(formats.gateway(publish.topic())),
            publish.topic(),
            new byte[0],
            System.nanoTime(),
            settlement -> channel.executor().execute(() -> answerAndEnd(publish))),
        Refusal.TOO_LARGE,
        publish.detail(settings.packetBytes()),
        publish.size());
  }

  private void answerAndEnd(OversizedPublish publish) {
    if (publish.qos() == MqttQoS.AT_LEAST_ONCE) {
      ChannelFuture unused =
          channel.writeAndFlush(
              Replies.reply(publish.qos(), publish.packetId(), Settlement.STORED));
    }
    end();
  }

  private void answer(PendingMessage message) {
    unacknowledged--;
    if (message.qos() == MqttQoS.AT_LEAST_ONCE) {
      // Whatever became of it, it is kept; MQTT 3.1.1 has no other answer.
      ChannelFuture unused =
          channel.write(Replies.reply(message.qos(), message.packetId(), Settlement.STORED));
    }
    if (unacknowledged <= settings.unacknowledged() / 2) {
      gate.set(Gate.Reason.UNACKNOWLEDGED, false);
    }
  }

  private void ping() {
    ChannelFuture unused = channel.writeAndFlush(MqttMessage.PINGREQ);
  }

  /**
   * Whom the intake is to take for the sender. The API's own name stands for a caller that may
   * speak for every asset, which nobody becomes by a topic: with the prefix it is a name that no
   * gateway has.
   */
  static String gateway(@Nullable String named) {
    return named == null || named.equals(Inbound.API_GATEWAY) ? "broker:" + named : named;
  }
}
