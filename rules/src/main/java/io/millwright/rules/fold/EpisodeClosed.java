package io.millwright.rules.fold;

/**
 * The end of an episode.
 *
 * @param episode which one
 * @param time epoch milliseconds, when the work was completed or cancelled
 * @param completed true when the work was done
 */
public record EpisodeClosed(EpisodeKey episode, long time, boolean completed) {}
