package io.millwright.ingest.codec.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text with places such as {@code {asset}}, to be filled from a topic and its message. */
final class Template {
  /** Texts at even places, names at odd ones. */
  private final List<String> parts;

  private Template(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when its braces do not match
   */
  static Template parse(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("has a '{' without its '}'");
      }
      parts.add(text.substring(from, open));
      parts.add(text.substring(open + 1, close));
      from = close + 1;
    }
    parts.add(text.substring(from));
    return new Template(parts);
  }

  /** What it needs to be filled. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < parts.size(); i += 2) {
      names.add(parts.get(i));
    }
    return names;
  }

  /** The first name that there is no value for, or null when it can be filled. */
  @Nullable String missing(Function<String, @Nullable String> values) {
    return names().stream().filter(name -> values.apply(name) == null).findFirst().orElse(null);
  }

  /** The text with all names filled; null when {@link #missing} has something to say. */
  @Nullable String fill(Function<String, @Nullable String> values) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String part = i % 2 == 0 ? parts.get(i) : values.apply(parts.get(i));
      if (part == null) {
        return null;
      }
      text.append(part);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i % 2 == 0 ? parts.get(i) : "{" + Objects.requireNonNull(parts.get(i)) + "}");
    }
    return text.toString();
  }
}
