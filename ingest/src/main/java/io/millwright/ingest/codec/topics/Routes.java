package io.millwright.ingest.codec.topics;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rule of a topic, remembered for as many topics as memory is set aside for. Any thread. */
final class Routes {
  private static final int MOST_REMEMBERED = 50_000;

  /** Longer ones are looked up each time, so that the memory has a bound in bytes as well. */
  private static final int LONGEST_REMEMBERED = 512;

  private final List<TopicRule> rules;
  private final TopicTree tree;
  private final ConcurrentHashMap<String, Optional<Route>> remembered = new ConcurrentHashMap<>();

  Routes(List<TopicRule> rules) {
    this.rules = List.copyOf(rules);
    this.tree = new TopicTree(rules.stream().map(TopicRule::pattern).toList());
  }

  /** The first rule that takes the topic. */
  Optional<Route> of(String topic) {
    Optional<Route> known = remembered.get(topic);
    if (known != null) {
      return known;
    }
    String[] levels = topic.split("/", -1);
    int place = tree.first(levels);
    Optional<Route> found =
        place < 0 ? Optional.empty() : Optional.of(new Route(rules.get(place), levels));
    if (topic.length() > LONGEST_REMEMBERED) {
      return found;
    }
    if (remembered.size() >= MOST_REMEMBERED) {
      // Topics that are in use are soon back; whoever makes up new ones gains nothing.
      remembered.clear();
    }
    Optional<Route> earlier = remembered.putIfAbsent(topic, found);
    return earlier == null ? found : earlier;
  }
}
