package io.millwright.sim.soak;

/** The last line of a run. */
final class Verdict {
  private Verdict() {}

  /** Says whether something differs; returns how much. */
  static int say(Findings findings, long seed) {
    int differences = findings.differences();
    findings.say(
        "%s",
        differences == 0
            ? "SOUND: nothing lost, nothing twice (seed " + seed + ")"
            : differences + " DIFFERENCES; repeat with --seed " + seed);
    return differences;
  }
}
