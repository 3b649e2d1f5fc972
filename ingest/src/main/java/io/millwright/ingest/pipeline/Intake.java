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
   * Keeps what a source refuses, in quarantine. Never blocks. It is settled after the commit, as
   * {@link Settlement#NOT_AUTHORISED}.
   *
   * @param message with as much of its payload as is to be kept
   * @param refusal why
   * @param detail what is wrong with this one, in a sentence
   * @param size of the whole message in bytes
   */
  void refuse(Inbound message, Refusal refusal, String detail, int size);

  /**
   * Adds a source that is to be paused while the queue is full.
   *
   * @param source called from any thread, {@code pause} and {@code resume} in turns
   */
  void register(FlowControl source);
}
