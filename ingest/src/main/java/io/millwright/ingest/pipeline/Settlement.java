package io.millwright.ingest.pipeline;

/** What became of a message. */
public enum Settlement {
  /** Decoded; its readings are stored, though some of them may be in quarantine. */
  STORED,
  /** Could not be decoded at all: kept in quarantine as it came. */
  UNDECODABLE,
  /**
   * Its topic is not one this gateway may publish to: the source refused it. At most its beginning
   * is kept, in quarantine.
   */
  NOT_AUTHORISED
}
