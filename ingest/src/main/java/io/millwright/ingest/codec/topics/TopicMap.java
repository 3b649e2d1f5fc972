package io.millwright.ingest.codec.topics;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
    // What covers another comes before it: it has fewer words, or fewer '+', or a '#' of its own.
    List<TopicPattern> wanted =
        rules.stream()
            .filter(rule -> rule.notation() != Notation.IGNORE)
            .map(TopicRule::pattern)
            .sorted(
                Comparator.comparingLong(TopicMap::words)
                    .thenComparingLong(pattern -> Collections.frequency(pattern.levels(), "+"))
                    .thenComparing(pattern -> !pattern.levels().contains("#")))
            .toList();
    TopicTree tree = new TopicTree(wanted);
    return IntStream.range(0, wanted.size())
        .filter(place -> tree.covering(wanted.get(place)) == place)
        .mapToObj(place -> wanted.get(place).filter())
        .toList();
  }

  private static long words(TopicPattern pattern) {
    return pattern.levels().stream().filter(level -> !level.matches("[+#]")).count();
  }
}
