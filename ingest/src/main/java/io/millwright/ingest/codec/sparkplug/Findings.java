package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.Decoded;
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
   * @param birth whether its readings are what a birth repeats, not new ones
   * @param decoded what is to be taken; may be nothing
   * @param refused what is not
   */
  void taken(M message, boolean birth, Decoded decoded, List<RefusedMetrics> refused);

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
