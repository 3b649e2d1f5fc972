package io.millwright.ingest.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Error answers as RFC 9457 problem details. */
final class Problem {
  private Problem() {}

  /**
   * Ends the exchange with a problem document.
   *
   * @param context the exchange
   * @param status the HTTP status, 400 to 599
   * @param title what is wrong, the same for each occurrence
   * @param detail what is wrong here and what to do next
   */
  static void send(RoutingContext context, int status, String title, String detail) {
    send(context, status, document(status, title, detail));
  }

  /**
   * Ends the exchange with a problem document that lists several errors.
   *
   * @param context the exchange
   * @param status the HTTP status, 400 to 599
   * @param title what is wrong, the same for each occurrence
   * @param detail what to do next
   * @param errors the member {@code errors}: objects with a {@code message}
   */
  static void send(
      RoutingContext context, int status, String title, String detail, JsonArray errors) {
    send(context, status, document(status, title, detail).put("errors", errors));
  }

  private static JsonObject document(int status, String title, String detail) {
    return new JsonObject()
        .put("type", "about:blank")
        .put("status", status)
        .put("title", title)
        .put("detail", detail);
  }

  private static void send(RoutingContext context, int status, JsonObject document) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(document.toBuffer());
  }
}
