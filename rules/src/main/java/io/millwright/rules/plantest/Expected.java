package io.millwright.rules.plantest;

import java.util.List;

/**
 * Something that a test expects of the fold.
 *
 * @param <T> what the fold gives of this kind
 */
interface Expected<T> {

  /** When: epoch milliseconds. */
  long at();

  /** Whether it is this that was expected, perhaps with other details. */
  boolean isMetBy(T seen);

  /** The details that are otherwise, each in words; empty when none is. */
  List<String> differences(T seen, Timeline timeline);

  /** What was expected, without its time. */
  String words(Timeline timeline);
}
