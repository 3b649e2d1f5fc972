package io.millwright.ingest.registry;

import org.jspecify.annotations.Nullable;

/**
 * What one gateway may do at most. Null: not said, the service's own limits count.
 *
 * @param connections how many it may have open at once
 * @param messagesPerSecond MQTT packets a second, over all its connections; it is slowed to that
 * @param bytesPerSecond bytes a second, over all its connections; it is slowed to that
 */
public record GatewayLimits(
    @Nullable Integer connections,
    @Nullable Integer messagesPerSecond,
    @Nullable Integer bytesPerSecond) {

  /** Nothing said. */
  public static final GatewayLimits UNSAID = new GatewayLimits(null, null, null);

  /**
   * Fills in what is not said.
   *
   * @param others what counts then
   * @return these limits, else those
   */
  public GatewayLimits or(GatewayLimits others) {
    return new GatewayLimits(
        connections == null ? others.connections : connections,
        messagesPerSecond == null ? others.messagesPerSecond : messagesPerSecond,
        bytesPerSecond == null ? others.bytesPerSecond : bytesPerSecond);
  }
}
