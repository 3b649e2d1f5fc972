package io.millwright.ingest.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notation of messages: which topics are its own, who speaks on them, and what they say. {@link
 * #decode} is called on the source's thread, for one connection in the order of arrival; several
 * connections call at once.
 */
public interface MessageFormat {

  /**
   * What to subscribe to at a broker.
   *
   * @return topic filters
   */
  List<String> filters();

  /**
   * Whether a topic is one of this notation. Cheap; asked for each message.
   *
   * @param topic the full topic
   * @return whether {@link #decode} is to be given its messages
   */
  boolean takes(String topic);

  /**
   * Whether a gateway that is connected to the own endpoint may publish there. Which assets it may
   * speak for is asked later.
   *
   * @param gateway the authenticated gateway
   * @param topic a topic of this notation
   * @return whether it may
   */
  boolean permits(String gateway, String topic);

  /**
   * Where a gateway that is connected to the own endpoint may publish, for people to read.
   *
   * @param gateway the authenticated gateway
   * @return words to follow "it may publish"
   */
  String permitted(String gateway);

  /**
   * Whether a gateway that is connected to the own endpoint may subscribe there.
   *
   * @param gateway the authenticated gateway
   * @param filter a topic filter
   * @return whether it may; never, for a notation of messages to us only
   */
  default boolean grants(String gateway, String filter) {
    return false;
  }

  /**
   * Whether gateways may subscribe to anything at all.
   *
   * @return whether {@link #grants} can be true
   */
  default boolean sends() {
    return false;
  }

  /**
   * Who published, as far as the topic tells: for messages from a broker, which has authenticated
   * its clients itself.
   *
   * @param topic a topic of this notation
   * @return a gateway's id, or null when the topic does not tell
   */
  @Nullable String gateway(String topic);

  /**
   * Reads a message.
   *
   * @param gateway who published it
   * @param topic a topic of this notation
   * @param payload the bytes
   * @param arrivedMillis when it was received first, epoch milliseconds: the time of what has none
   * @return what it says
   * @throws UndecodableException when it is not in this notation; the message goes to quarantine
   *     whole
   */
  Decoded decode(String gateway, String topic, byte[] payload, long arrivedMillis)
      throws UndecodableException;
}
