package io.millwright.rules.plandiff;

import java.util.List;

/**
 * A rule, or what is said of a meter, that differs between two plan files.
 *
 * @param kind what happens to it
 * @param what {@code plan}, {@code condition} or {@code meter}
 * @param id its id or name
 * @param keys what it says now; empty unless it is changed
 * @param assets the tags it is for, before or after
 * @param gained tags it was not for before
 * @param lost tags it is no longer for
 * @param state what becomes of its state, in one sentence
 */
public record RuleChange(
    Kind kind,
    String what,
    String id,
    List<KeyChange> keys,
    List<String> assets,
    List<String> gained,
    List<String> lost,
    String state) {

  /** What happens to a rule. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /** It is gone. */
    REMOVED,
    /** It has kept its id and says something else. */
    CHANGED
  }

  /** Copies the lists. */
  public RuleChange {
    keys = List.copyOf(keys);
    assets = List.copyOf(assets);
    gained = List.copyOf(gained);
    lost = List.copyOf(lost);
  }
}
