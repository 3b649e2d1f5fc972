package io.millwright.sim.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** A stand-in's orders and counts, for people and for programs. */
public final class StandInSummary {
  private StandInSummary() {}

  /**
   * One line for each count.
   *
   * @param kind which system it plays
   * @param book its orders
   * @return plain text, ending with a newline
   */
  public static String text(StandInKind kind, OrderBook book) {
    StringBuilder text = new StringBuilder(kind + " stand-in\n");
    for (Count count : Count.values()) {
      text.append(String.format("  %-18s %,10d%n", word(count), book.counted(count)));
    }
    return text.toString();
  }

  static JsonObject json(StandInKind kind, OrderBook book) {
    JsonObject counts = new JsonObject();
    for (Count count : Count.values()) {
      counts.put(count.name().toLowerCase(Locale.ROOT), book.counted(count));
    }
    JsonArray orders = new JsonArray();
    for (StandInOrder order : book.orders()) {
      orders.add(
          new JsonObject()
              .put("id", order.id())
              .put("external_reference", order.reference())
              .put("number", order.number())
              .put("asset", order.asset())
              .put("type", order.type())
              .put("title", order.title())
              .put("priority", order.priority())
              .put("created_at", order.createdAt().toString())
              .put("status", order.status()));
    }
    return new JsonObject().put("kind", kind.name()).put("counts", counts).put("orders", orders);
  }

  private static String word(Count count) {
    return count.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
