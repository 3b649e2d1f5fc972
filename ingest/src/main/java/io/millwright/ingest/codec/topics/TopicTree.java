package io.millwright.ingest.codec.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first of many patterns that takes a topic, in a walk over the topic's levels instead of
 * over the patterns. Any thread once it is made.
 */
final class TopicTree {
  private static final int NONE = Integer.MAX_VALUE;

  private static final class Node {
    private final Map<String, Node> named = new HashMap<>();
    private @Nullable Node any;
    private int here = NONE;
    private int rest = NONE;

    /** The first pattern in this node and below it. */
    private int first = NONE;
  }

  private final Node root = new Node();

  /** Keeps patterns by their place in the list. */
  TopicTree(List<TopicPattern> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      add(patterns.get(i).levels(), i);
    }
  }

  private void add(List<String> levels, int place) {
    Node node = root;
    for (String level : levels) {
      node.first = Math.min(node.first, place);
      if (level.equals("#")) {
        node.rest = Math.min(node.rest, place);
        return;
      }
      if (level.equals("+")) {
        node.any = node.any == null ? new Node() : node.any;
        node = node.any;
      } else {
        node = node.named.computeIfAbsent(level, l -> new Node());
      }
    }
    node.first = Math.min(node.first, place);
    node.here = Math.min(node.here, place);
  }

  /** The place of the first pattern that takes the topic's levels, or -1. */
  int first(String[] levels) {
    int found = find(root, levels, 0, NONE);
    return found == NONE ? -1 : found;
  }

  /** The place of the first pattern that takes every topic of this one, or -1. */
  int covering(TopicPattern pattern) {
    return first(pattern.levels().toArray(String[]::new));
  }

  private static int find(Node node, String[] levels, int at, int best) {
    if (node.first >= best) {
      return best;
    }
    boolean wild = at > 0 || !levels[0].startsWith("$");
    int found = wild ? Math.min(best, node.rest) : best;
    if (at == levels.length) {
      return Math.min(found, node.here);
    }
    if (levels[at].equals("#")) {
      return found; // In no topic; what covers the rest is another rest.
    }
    Node named = node.named.get(levels[at]);
    if (named != null) {
      found = find(named, levels, at + 1, found);
    }
    Node any = node.any;
    return any == null || !wild ? found : find(any, levels, at + 1, found);
  }
}
