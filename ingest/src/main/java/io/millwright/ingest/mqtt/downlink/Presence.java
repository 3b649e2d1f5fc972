package io.millwright.ingest.mqtt.downlink;

import io.millwright.ingest.pipeline.Outgoing;

/** What we say of ourselves on a connection: that we are there, and in its will that we are not. */
@FunctionalInterface
public interface Presence {

  /**
   * Words for a connection that is about to be made.
   *
   * @return both of them, of the same moment
   */
  Words now();

  /**
   * The two messages.
   *
   * @param online that we are there, said after subscribing
   * @param offline that we are not, said before leaving and by the will
   */
  record Words(Outgoing online, Outgoing offline) {}
}
