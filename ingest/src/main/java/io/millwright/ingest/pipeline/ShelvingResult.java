package io.millwright.ingest.pipeline;

/** What became of an order to shelve or unshelve a condition. */
public sealed interface ShelvingResult {

  /** It is in force. */
  record Done() implements ShelvingResult {}

  /** The active plans have no such condition for this asset. */
  record NoCondition(String detail) implements ShelvingResult {}

  /** It changed nothing: not shelved, or a newer order is in force. */
  record WithoutEffect() implements ShelvingResult {}
}
