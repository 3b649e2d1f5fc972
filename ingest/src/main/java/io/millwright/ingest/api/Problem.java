package io.millwright.ingest.api;

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
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .toBuffer());
  }
}
