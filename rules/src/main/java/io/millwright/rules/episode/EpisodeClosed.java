package io.millwright.rules.episode;

import org.jspecify.annotations.Nullable;

/**
 * The end of an episode.
 *
 * @param episode which one
 * @param time epoch milliseconds, when the work was completed or cancelled
 * @param completed true when the work was done
 * @param doubt what of the feedback was not taken at its word, in one sentence, or null
 */
public record EpisodeClosed(
    EpisodeKey episode, long time, boolean completed, @Nullable String doubt) {

  /**
   * The end of an episode whose feedback was taken at its word.
   *
   * @param episode which one
   * @param time epoch milliseconds, when the work was completed or cancelled
   * @param completed true when the work was done
   */
  public EpisodeClosed(EpisodeKey episode, long time, boolean completed) {
    this(episode, time, completed, null);
  }
}
