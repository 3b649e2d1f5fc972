package io.millwright.ingest.mqtt.connection;

import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * A client that was let in.
 *
 * @param key who it is
 * @param version5 whether it speaks MQTT 5; else 3.1.1 or 3.1
 * @param askedExpiry seconds the session should outlive the connection, as the client asked
 * @param expiry the same, as granted
 */
public record ConnectedClient(ClientKey key, boolean version5, long askedExpiry, long expiry) {

  /**
   * Reads the property Session Expiry Interval, an unsigned number.
   *
   * @param properties of a CONNECT or DISCONNECT
   * @param absent what it is when it is not there
   * @return seconds
   */
  public static long sessionExpiry(MqttProperties properties, long absent) {
    return properties.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
            instanceof MqttProperties.IntegerProperty seconds
        ? Integer.toUnsignedLong(seconds.value())
        : absent;
  }
}
