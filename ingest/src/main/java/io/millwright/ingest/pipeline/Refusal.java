package io.millwright.ingest.pipeline;

import io.millwright.ingest.quarantine.QuarantineReason;

/** Why a source does not hand a message in to be read. */
public enum Refusal {
  /** Its topic is not one that the gateway may publish to. */
  FOREIGN_TOPIC(QuarantineReason.NOT_AUTHORISED),
  /** It is larger than a message may be. */
  TOO_LARGE(QuarantineReason.TOO_LARGE);

  private final QuarantineReason reason;

  Refusal(QuarantineReason reason) {
    this.reason = reason;
  }

  QuarantineReason reason() {
    return reason;
  }
}
