package io.millwright.ingest.registry;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Typed access to the keys of one mapping; whatever is not as it should be becomes a finding. */
final class Fields {
  /** One line, no space at its ends. The same in {@code registry.schema.json}. */
  private static final Pattern LABEL =
      Pattern.compile(
          "[^\\u0000-\\u0020\\u007f]([^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u0020\\u007f])?");

  private static final int MAX_LABEL = 200;
  private static final int MAX_NOTE = 1000;

  private final Node.Mapping mapping;
  private final String subject;
  private final Findings findings;

  /**
   * Reports the keys that are not known.
   *
   * @param subject what the mapping describes, such as {@code an asset}
   * @param known its keys
   */
  Fields(Node.Mapping mapping, String subject, Collection<String> known, Findings findings) {
    this.mapping = mapping;
    this.subject = subject;
    this.findings = findings;
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                findings.add(
                    entry.keyAt(),
                    "'" + key + "' is not a key of " + subject + Spelling.hint(key, known));
              }
            });
  }

  /** Whether a text may be a tag, a name and the like: one line, 1 to 200 characters. */
  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches() && text.codePointCount(0, text.length()) <= MAX_LABEL;
  }

  /** Where the value of a key stands, or else the mapping. */
  Position at(String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.at() : entry.value().at();
  }

  /** The value, null when the key is absent or its value is null. */
  @Nullable Node value(String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry == null || entry.value() instanceof Node.Empty ? null : entry.value();
  }

  /** A short text; null when absent, empty or wrong. */
  @Nullable String label(String key) {
    String text = text(key);
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!isLabel(text)) {
      findings.add(
          at(key),
          "'"
              + key
              + "' must be one line of up to "
              + MAX_LABEL
              + " characters without a space at its ends");
      return null;
    }
    return text;
  }

  /** A text of several lines; null when absent, blank or wrong. */
  @Nullable String note(String key) {
    String text = text(key);
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.indexOf('\0') >= 0 || text.codePointCount(0, text.length()) > MAX_NOTE) {
      findings.add(
          at(key), "'" + key + "' must be up to " + MAX_NOTE + " characters, none of them NUL");
      return null;
    }
    return text.strip();
  }

  /** A short text; its absence is a finding. */
  @Nullable String required(String key) {
    Node value = value(key);
    if (value == null || (value instanceof Node.Text text && text.value().isEmpty())) {
      findings.add(at(key), subject + " needs '" + key + "'");
      return null;
    }
    return label(key);
  }

  /** A number; null when absent or wrong. */
  @Nullable Double number(String key) {
    Node value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Node.Num number && !Double.isNaN(number.value())) {
      return number.value();
    }
    wrongType(key, value, "a number");
    return null;
  }

  @Nullable Boolean flag(String key) {
    Node value = value(key);
    if (value == null || value instanceof Node.Flag) {
      return value == null ? null : ((Node.Flag) value).value();
    }
    wrongType(key, value, "true or false");
    return null;
  }

  /** A list; null when absent or wrong. */
  @Nullable List<Node> list(String key) {
    Node value = value(key);
    if (value == null || value instanceof Node.Sequence) {
      return value == null ? null : ((Node.Sequence) value).items();
    }
    wrongType(key, value, "a list");
    return null;
  }

  @Nullable String text(String key) {
    Node value = value(key);
    if (value == null || value instanceof Node.Text) {
      return value == null ? null : ((Node.Text) value).value();
    }
    wrongType(key, value, "a text");
    return null;
  }

  private void wrongType(String key, Node value, String wanted) {
    boolean quotable =
        wanted.equals("a text") && (value instanceof Node.Num || value instanceof Node.Flag);
    findings.add(
        value.at(),
        "'"
            + key
            + "' must be "
            + wanted
            + ", not "
            + value.what()
            + (quotable ? ": put it in quotes" : ""));
  }
}
