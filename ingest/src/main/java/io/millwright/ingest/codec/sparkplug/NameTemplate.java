package io.millwright.ingest.codec.sparkplug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that is put together of what patterns have captured.
 *
 * @param text a text with {@code {capture}} in it
 */
record NameTemplate(String text) {
  private static final Pattern CAPTURE = Pattern.compile("\\{([^}]*)}");

  /** The captures it needs. */
  List<String> captures() {
    List<String> names = new ArrayList<>();
    Matcher capture = CAPTURE.matcher(text);
    while (capture.find()) {
      names.add(capture.group(1));
    }
    return names;
  }

  /**
   * Fills it.
   *
   * @param captured values by name, all that it needs
   * @return the name
   */
  String fill(Map<String, String> captured) {
    return CAPTURE
        .matcher(text)
        .replaceAll(
            capture -> Matcher.quoteReplacement(captured.getOrDefault(capture.group(1), "")));
  }
}
