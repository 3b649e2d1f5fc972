package io.millwright.ingest.codec.topics;

import java.util.List;

/**
 * What a mapping file says.
 *
 * @param gateway who is taken for the sender of a broker's message when its rule does not say
 * @param rules the first that takes a topic is the one
 */
public record TopicMap(String gateway, List<TopicRule> rules) {
  /** The sender when the file does not say. */
  public static final String DEFAULT_GATEWAY = "broker";

  /** Takes a copy of the list. */
  public TopicMap {
    rules = List.copyOf(rules);
  }

  /**
   * What to subscribe to, without what another filter covers.
   *
   * @return topic filters
   */
  List<String> filters() {
    List<TopicPattern> wanted =
        rules.stream()
            .filter(rule -> rule.notation() != Notation.IGNORE)
            .map(TopicRule::pattern)
            .toList();
    return wanted.stream()
        .filter(one -> wanted.stream().noneMatch(other -> covers(other, one)))
        .map(TopicPattern::filter)
        .distinct()
        .toList();
  }

  private static boolean covers(TopicPattern wider, TopicPattern narrower) {
    return wider.covers(narrower) && !wider.levels().equals(narrower.levels());
  }
}
