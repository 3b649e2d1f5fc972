package io.millwright.ingest.pipeline;

/** A source's way to answer one message. */
@FunctionalInterface
public interface Acknowledgement {

  /**
   * Everything the message held is committed: as readings, as faults or in quarantine. Called
   * exactly once for each message, on any thread; it must not block.
   *
   * @param settlement what became of the message
   */
  void settled(Settlement settlement);
}
