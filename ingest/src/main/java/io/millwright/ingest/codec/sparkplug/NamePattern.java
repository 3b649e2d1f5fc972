package io.millwright.ingest.codec.sparkplug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names with levels between slashes: {@code {x}} stands for a part of one level and is remembered
 * under its name, {@code #} at the end for all further levels, or none.
 */
final class NamePattern {
  private static final Pattern CAPTURE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final String text;
  private final Pattern pattern;
  private final List<String> captures;

  private NamePattern(String text, Pattern pattern, List<String> captures) {
    this.text = text;
    this.pattern = pattern;
    this.captures = captures;
  }

  /**
   * Reads a pattern.
   *
   * @param text as it was written
   * @return the pattern
   * @throws IllegalArgumentException when it is none; the message says why
   */
  static NamePattern of(String text) {
    boolean open = text.equals("#") || text.endsWith("/#");
    String rest = open ? text.substring(0, Math.max(0, text.length() - 2)) : text;
    StringBuilder regex = new StringBuilder();
    List<String> captures = new ArrayList<>();
    Matcher capture = CAPTURE.matcher(rest);
    int end = 0;
    while (capture.find()) {
      if (!captures.isEmpty() && capture.start() == end) {
        throw new IllegalArgumentException(
            "two captures without a text between them: nobody can say where the first one ends");
      }
      literal(rest.substring(end, capture.start()), regex);
      if (captures.contains(capture.group(1))) {
        throw new IllegalArgumentException("{" + capture.group(1) + "} is there twice");
      }
      captures.add(capture.group(1));
      regex.append("([^/]+)");
      end = capture.end();
    }
    literal(rest.substring(end), regex);
    if (open) {
      regex.append(rest.isEmpty() ? ".*" : "(?:/.*)?");
    }
    return new NamePattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL), captures);
  }

  private static void literal(String text, StringBuilder regex) {
    for (char reserved : new char[] {'{', '}', '#', '+'}) {
      if (text.indexOf(reserved) >= 0) {
        throw new IllegalArgumentException(
            "'"
                + reserved
                + "' is not understood here: write {name} for a part of a level, and # for all"
                + " further levels at the end only");
      }
    }
    if (!text.isEmpty()) {
      regex.append(Pattern.quote(text));
    }
  }

  /** The names of what is remembered. */
  List<String> captures() {
    return captures;
  }

  /** Whether it stands for this very name only. */
  boolean isLiteral() {
    return captures.isEmpty() && !text.endsWith("#");
  }

  /**
   * Compares a name.
   *
   * @param name the whole name
   * @return what the captures stand for, or null when it does not fit
   */
  @Nullable Map<String, String> match(String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    Map<String, String> found = new HashMap<>();
    for (int i = 0; i < captures.size(); i++) {
      found.put(captures.get(i), matcher.group(i + 1));
    }
    return found;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
