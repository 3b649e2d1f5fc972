package io.millwright.rules.episode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Sentences about where a rule stands, as its parts say them one after the other. A sentence begins
 * in lower case and has no full stop.
 */
public final class Reasons {
  private final long at;
  private final LongFunction<String> times;
  private final List<String> sentences = new ArrayList<>();

  /**
   * None yet.
   *
   * @param at the time that is asked about: epoch milliseconds
   * @param times writes a time as the reader wants it
   */
  public Reasons(long at, LongFunction<String> times) {
    this.at = at;
    this.times = times;
  }

  /** The time that is asked about: epoch milliseconds. */
  public long at() {
    return at;
  }

  /** A time in words. */
  public String time(long millis) {
    return times.apply(millis);
  }

  /** What to add to a sentence about a meter that was not read at the time asked about. */
  public String age(long lastRead) {
    return lastRead == at ? "" : "; last read at " + time(lastRead);
  }

  public void add(String sentence) {
    sentences.add(sentence);
  }

  /** All of them, in order. */
  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
