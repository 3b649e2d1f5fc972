package io.millwright.ingest.verify;

/** What is compared. */
public enum Check {
  READINGS_ONCE("readings: one for a meter and a time"),
  METERS_KNOWN("readings: of a registered meter"),
  NUMBERS_ONCE("log: no number twice"),
  POSITION("checkpoint: everything up to it is in a state"),
  STATES("states: as the log folds to them"),
  EPISODES("episodes: as the log raises and closes them"),
  SHADOWS("orders on trial: as the log raises and closes them"),
  ESCALATIONS("escalations: as the log tells them"),
  SUPPRESSIONS("suppressions: as the log tells them"),
  ONE_OPEN("episodes: one open for an asset and a rule"),
  ORDERS("work orders: one for each episode, one delivery each");

  private final String words;

  Check(String words) {
    this.words = words;
  }

  /** What should be so. */
  public String words() {
    return words;
  }
}
