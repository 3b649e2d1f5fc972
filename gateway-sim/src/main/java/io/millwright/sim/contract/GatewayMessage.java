package io.millwright.sim.contract;

/**
 * One MQTT message, ready to be published.
 *
 * @param gateway the publishing gateway's id
 * @param channel what it carries
 * @param payload the JSON text
 * @param items how many readings, faults or events are in it
 */
public record GatewayMessage(String gateway, Channel channel, String payload, int items) {

  /**
   * Returns where it is published.
   *
   * @return the topic
   */
  public String topic() {
    return channel.topic(gateway);
  }
}
