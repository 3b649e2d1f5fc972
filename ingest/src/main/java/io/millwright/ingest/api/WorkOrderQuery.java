package io.millwright.ingest.api;

import io.millwright.ingest.dispatch.OrderNumber;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@code GET /v1/work-orders} is asked for.
 *
 * @param filters column to value
 * @param after only orders with a number above this
 * @param limit how many at most, 1 to 1000
 */
record WorkOrderQuery(Map<String, String> filters, long after, int limit) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "status", List.of("open", "accepted", "started", "completed", "cancelled"),
          "delivery", List.of("pending", "held", "delivered", "rejected", "withdrawn"),
          "type", List.of("PM", "CM", "EM"));
  private static final Set<String> PARAMETERS =
      Set.of("status", "delivery", "asset", "type", "limit", "after");

  /**
   * Reads the query.
   *
   * @param parameters the query's parameters
   * @return the query
   * @throws ProblemException 400 naming the parameter and what it may be
   */
  static WorkOrderQuery of(MultiMap parameters) {
    Map<String, String> filters = new LinkedHashMap<>();
    long after = 0;
    int limit = DEFAULT_LIMIT;
    for (Map.Entry<String, String> parameter : parameters) {
      String name = parameter.getKey();
      String value = parameter.getValue();
      if (!PARAMETERS.contains(name) || parameters.getAll(name).size() > 1) {
        throw ProblemException.badRequest(
            "Use the parameters status, delivery, asset, type, limit and after, each once; not '"
                + name
                + "'");
      }
      switch (name) {
        case "limit" -> limit = (int) number(name, value, MAX_LIMIT);
        case "after" -> after = after(value);
        default -> filters.put(name, filter(name, value));
      }
    }
    return new WorkOrderQuery(filters, after, limit);
  }

  private static String filter(String name, String value) {
    List<String> words = WORDS.get(name);
    if (words == null) {
      return value;
    }
    return words.stream()
        .filter(word -> word.equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "'" + name + "' must be one of " + String.join(", ", words)));
  }

  private static long after(String value) {
    OptionalLong number = OrderNumber.parse(value);
    return number.isPresent() ? number.getAsLong() : number("after", value, Long.MAX_VALUE);
  }

  private static long number(String name, String value, long highest) {
    try {
      long number = Long.parseLong(value);
      if (number >= (name.equals("limit") ? 1 : 0) && number <= highest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below, like a number out of range
    }
    throw ProblemException.badRequest(
        name.equals("limit")
            ? String.format(Locale.ROOT, "'limit' must be a number from 1 to %d", highest)
            : "'after' must be an order's number, such as WO-000012");
  }
}
