package io.millwright.ingest.pipeline;

/** What became of leaving out the next occurrence of a plan. */
public sealed interface SkipResult {

  /**
   * It is left out.
   *
   * @param repeated whether that was said before
   */
  record Done(boolean repeated) implements SkipResult {}

  /**
   * It cannot be left out.
   *
   * @param detail why not, and what to do
   */
  record Refused(String detail) implements SkipResult {}
}
