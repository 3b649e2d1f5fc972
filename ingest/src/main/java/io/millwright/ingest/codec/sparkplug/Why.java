package io.millwright.ingest.codec.sparkplug;

/** Why metrics, or a whole message, cannot be taken. */
public enum Why {
  /** Not a Sparkplug B payload, or not on a topic of one. */
  UNDECODABLE,
  /** A metric without a value, a name or a time that can be read. */
  MALFORMED,
  /** An alias, or a name, that no birth we have seen defines. */
  UNKNOWN_ALIAS,
  /** Its place in the sequence is unknown, and so is what its aliases mean. */
  OUT_OF_SEQUENCE,
  /** No rule of the mapping fits. */
  UNMAPPED
}
