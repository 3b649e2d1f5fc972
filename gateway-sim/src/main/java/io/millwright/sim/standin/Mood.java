package io.millwright.sim.standin;

/** How a stand-in treats one POST. */
enum Mood {
  /** Creates the order and answers at once. */
  PROMPT,
  /** Creates the order and answers after a while. */
  LATE,
  /** Answers 500 and creates nothing. */
  ERROR_500,
  /** Answers 503 with Retry-After and creates nothing. */
  UNAVAILABLE_503,
  /** Answers 429 with Retry-After and creates nothing. */
  TOO_MANY_429,
  /** Creates the order and never answers. */
  SILENT_AFTER_CREATE,
  /** Creates the order and breaks the connection. */
  DROP_AFTER_CREATE,
  /** Breaks the connection and creates nothing. */
  DROP_BEFORE_CREATE
}
