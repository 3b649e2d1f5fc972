package io.millwright.rules.episode;

import java.util.Locale;

/**
 * Why an order was not raised.
 *
 * @param episode the open episode, or the one that would have been next
 * @param reason the kind of reason
 * @param time epoch milliseconds
 * @param detail one sentence
 */
public record Suppression(EpisodeKey episode, Reason reason, long time, String detail) {

  /** Kinds of reason. */
  public enum Reason {
    /** The rule's episode is open already. */
    EPISODE_OPEN,
    /** Due points passed while an order was open and are covered by it. */
    MERGED,
    /** The reading came from a buffer. */
    HISTORICAL,
    /** A person has shelved the condition. */
    SHELVED,
    /** The order before was closed too short a time ago: {@code not_within}. */
    TOO_SOON,
    /** It is due outside of the plan's season. */
    OUT_OF_SEASON,
    /** It is due in one of the plan's blackouts. */
    BLACKOUT,
    /** A larger service of its family contains it. */
    ABSORBED,
    /** It is done in the visit of another plan of its group. */
    JOINED,
    /** Somebody said that this occurrence is left out. */
    SKIPPED;

    /** The name used in tables and the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
