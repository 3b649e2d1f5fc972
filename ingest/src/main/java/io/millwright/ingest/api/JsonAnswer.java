package io.millwright.ingest.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON. */
final class JsonAnswer {
  private JsonAnswer() {}

  /**
   * Ends the exchange.
   *
   * @param context the exchange
   * @param status the HTTP status
   * @param body the body
   */
  static void send(RoutingContext context, int status, JsonNode body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(JsonMapper.shared().writeValueAsBytes(body)));
  }
}
