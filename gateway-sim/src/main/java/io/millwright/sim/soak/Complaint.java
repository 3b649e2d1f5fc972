package io.millwright.sim.soak;

import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service that is not ready gives as its reasons. */
final class Complaint {
  private static final int LENGTH = 100;

  private Complaint() {}

  /** The checks that fail, in one line. */
  static String of(String body) {
    try {
      JsonNode answer = JsonMapper.shared().readTree(body);
      StringJoiner reasons = new StringJoiner("; ");
      answer
          .path("checks")
          .properties()
          .forEach(
              check -> {
                if (!check.getValue().asString().equals("ok")) {
                  reasons.add(check.getKey() + ": " + check.getValue().asString());
                }
              });
      return shortened(reasons.length() == 0 ? body : reasons.toString());
    } catch (JacksonException e) {
      return shortened(body);
    }
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LENGTH ? line : line.substring(0, LENGTH) + "...";
  }
}
