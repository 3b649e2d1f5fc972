package io.millwright.ingest.codec.sparkplug;

import java.util.List;

/**
 * Told what follows from messages of edge nodes. Called while the node is locked, so in its order;
 * must not block.
 *
 * @param <M> a message as its source knows it
 */
public interface Findings<M> {

  /**
   * Everything that a message says. Called once for each message, now or when it was put in order.
   *
   * @param message the message
   * @param taken what it says
   */
  void taken(M message, Taken taken);

  /**
   * What no message says: an edge node or devices of it were online, and are not heard any more.
   *
   * @param gateway the gateway that the edge node is
   * @param topic where it would have said so
   * @param taken that they are dead
   */
  void missed(String gateway, String topic, Taken taken);

  /**
   * Nothing is known of an edge node any more, for too much was known.
   *
   * @param group its group
   * @param edge its name
   */
  void forgotten(String group, String edge);

  /**
   * An edge node is to be asked to be born again.
   *
   * @param group its group
   * @param edge its name
   */
  void rebirth(String group, String edge);

  /**
   * Metrics, or whole devices, that no rule of the mapping fits; told once for each birth that has
   * another number of them.
   *
   * @param where {@code group/edge[/device]}
   * @param metrics how many, 0 for all of the device
   * @param examples some of their names
   */
  void unmapped(String where, int metrics, List<String> examples);
}
