package io.millwright.ingest.api;

import io.millwright.ingest.dispatch.OrderNumber;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
  private static final List<String> COLUMNS = List.of("status", "delivery", "asset", "type");
  private static final List<String> PARAMETERS =
      List.of("status", "delivery", "asset", "type", "limit", "after");

  /**
   * Reads the query.
   *
   * @param parameters the query's parameters
   * @return the query
   * @throws ProblemException 400 naming the parameter and what it may be
   */
  static WorkOrderQuery of(MultiMap parameters) {
    QueryParameters given = new QueryParameters(parameters, PARAMETERS);
    Map<String, String> filters = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      String value = given.text(column);
      if (value != null) {
        filters.put(column, filter(column, value));
      }
    }
    int limit = (int) given.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return new WorkOrderQuery(filters, after(given.text("after")), limit);
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

  private static long after(@Nullable String value) {
    if (value == null) {
      return 0;
    }
    boolean bare = Character.isDigit(value.charAt(0));
    OptionalLong number = OrderNumber.parse(bare ? "WO-" + value : value);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    throw ProblemException.badRequest("'after' must be an order's number, such as WO-000012");
  }
}
