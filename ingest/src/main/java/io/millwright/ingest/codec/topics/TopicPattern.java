package io.millwright.ingest.codec.topics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which topics a rule takes: an MQTT topic filter (MQTT 5, section 4.7) in which {@code {name}} is
 * a {@code +} whose level is given a name.
 *
 * @param levels with {@code +} for named levels
 * @param captures the level of each name, from 0
 */
record TopicPattern(List<String> levels, Map<String, Integer> captures) {
  /** Bounds the depth of the tree that patterns are kept in. */
  private static final int MOST_LEVELS = 64;

  private static final Pattern NAMED = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

  TopicPattern {
    levels = List.copyOf(levels);
    captures = Map.copyOf(captures);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  static TopicPattern parse(String text) {
    List<String> levels = new ArrayList<>();
    Map<String, Integer> captures = new LinkedHashMap<>();
    String[] written = text.split("/", -1);
    if (written.length > MOST_LEVELS) {
      throw new IllegalArgumentException("has more than " + MOST_LEVELS + " levels");
    }
    for (int i = 0; i < written.length; i++) {
      var named = NAMED.matcher(written[i]);
      if (named.matches()) {
        if (captures.put(named.group(1), i) != null) {
          throw new IllegalArgumentException("has {" + named.group(1) + "} twice: name one anew");
        }
        levels.add("+");
        continue;
      }
      check(written[i], i == written.length - 1);
      levels.add(written[i]);
    }
    return new TopicPattern(levels, captures);
  }

  private static void check(String level, boolean last) {
    if (level.equals("#") && !last) {
      throw new IllegalArgumentException("has '#' before its end: use '+' for one level");
    }
    if (!level.equals("#") && !level.equals("+") && level.matches(".*[+#].*")) {
      throw new IllegalArgumentException(
          "has '" + level + "': a wildcard takes a whole level between slashes");
    }
    if (level.matches(".*[{}].*")) {
      throw new IllegalArgumentException(
          "has '"
              + level
              + "': a name takes a whole level, such as {asset}, of letters, digits and '_'");
    }
  }

  /** The topic filter to subscribe to. */
  String filter() {
    return String.join("/", levels);
  }
}
