package io.millwright.ingest.pipeline;

/** A way out for messages of ours. Any thread; nothing here blocks. */
public interface Publisher {

  /**
   * Sends a message to those that listen now; nobody may be there.
   *
   * @param message the message
   */
  void publish(Outgoing message);

  /** Says once more that we are here, for somebody said the contrary. */
  void announce();
}
