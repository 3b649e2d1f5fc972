package io.millwright.sim.standin;

/** What a stand-in counts. */
public enum Count {
  /** POSTs received, whatever became of them. */
  REQUESTS,
  /** Orders created, duplicates included. */
  CREATED,
  /** Orders created for an external reference that had one: a visit paid twice. */
  DUPLICATES,
  /** POSTs answered with the order an earlier one had created. */
  RECOGNISED,
  /** Questions for an external reference. */
  LOOKUPS,
  /** POSTs met with trouble on purpose. */
  MISBEHAVED,
  /** POSTs refused for their signature. */
  BAD_SIGNATURES,
  /** POSTs refused because they hold no work order. */
  MALFORMED,
  /** Escalations that changed an order's priority. */
  ESCALATED,
  /** Escalations that had been applied before. */
  ESCALATIONS_REPEATED,
  /** Reports that Millwright took. */
  FEEDBACK_TAKEN,
  /** Reports sent a second time on purpose, and taken. */
  FEEDBACK_REPEATED,
  /** Attempts to report that failed and were made again. */
  FEEDBACK_RETRIES,
  /** Reports that Millwright refused for good. */
  FEEDBACK_REFUSED,
  /** Orders completed. */
  COMPLETED,
  /** Orders cancelled. */
  CANCELLED
}
