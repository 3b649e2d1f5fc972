package io.millwright.ingest.pipeline;

/** Where sources hand in what they received. */
public interface Intake {

  /**
   * Takes a message. Never blocks and never refuses; a source that goes on after {@link
   * FlowControl#pause()} only makes the queue longer by what was on its way.
   *
   * @param message the message; its acknowledgement is called after the commit
   */
  void accept(Inbound message);

  /**
   * Adds a source that is to be paused while the queue is full.
   *
   * @param source called from any thread, {@code pause} and {@code resume} in turns
   */
  void register(FlowControl source);
}
