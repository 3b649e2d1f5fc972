package io.millwright.ingest.pipeline;

/** What became of a message. */
public enum Settlement {
  /** Decoded; its readings are stored, though some of them may be in quarantine. */
  STORED,
  /** Could not be decoded at all: kept in quarantine as it came. */
  UNDECODABLE,
  /** Its topic is not one this gateway may publish to: kept in quarantine as it came. */
  NOT_AUTHORISED,
  /** Larger than a message may be: kept in quarantine, cut to its first bytes. */
  TOO_LARGE
}
