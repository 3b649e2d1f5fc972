package io.millwright.sim.bench;

import io.millwright.ingest.EventLoops;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;
import java.util.function.ObjLongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A CMMS that takes every order at once and says when it came. */
final class OrderTarget implements AutoCloseable {
  private final Vertx vertx = EventLoops.start();
  private final HttpServer server;
  private final ObjLongConsumer<String> arrived;

  /**
   * Listens on loopback.
   *
   * @param arrived is told an asset's tag and {@code System.nanoTime()}; on an event loop
   */
  OrderTarget(ObjLongConsumer<String> arrived) throws InterruptedException, ExecutionException {
    this.arrived = arrived;
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/orders";
  }

  private void handle(HttpServerRequest request) {
    long now = System.nanoTime();
    request.body().onSuccess(body -> answer(request, body.getBytes(), now));
  }

  private void answer(HttpServerRequest request, byte[] body, long now) {
    JsonMapper json = JsonMapper.shared();
    request.response().putHeader("Content-Type", "application/json");
    if (body.length == 0) { // a look-up: it has nothing, as nothing is sent twice
      request.response().end("{\"items\":[]}");
      return;
    }
    JsonNode data = json.readTree(body).path("data");
    arrived.accept(data.path("asset").path("tag").asString(), now);
    request
        .response()
        .setStatusCode(201)
        .end(
            json.createObjectNode()
                .put("id", "B-" + data.path("external_reference").asString())
                .toString());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
