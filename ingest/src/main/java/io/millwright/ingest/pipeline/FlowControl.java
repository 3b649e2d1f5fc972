package io.millwright.ingest.pipeline;

/** A source that can stop reading from its sockets, so that a full queue reaches the sender. */
public interface FlowControl {
  /** Stop reading; connections stay open. Any thread. */
  void pause();

  /** Read again. Any thread. */
  void resume();
}
