package io.millwright.ingest.api;

import io.millwright.ingest.registry.ImportReport;
import io.millwright.ingest.registry.RegisteredGateway;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.registry.RegistryImport;
import io.millwright.ingest.registry.RegistryReader;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/gateways}: who may publish, and for which assets. Never shows a password or hash. */
public final class GatewayRoutes implements Routes {
  private final Vertx vertx;
  private final Registry registry;
  private final RegistryReader reader = new RegistryReader(Map.of());

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param registry the gateways
   */
  public GatewayRoutes(Vertx vertx, Registry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/gateways").handler(this::list);
    router.put("/v1/gateways/:id").handler(this::put);
    router.delete("/v1/gateways/:id").handler(this::delete);
  }

  private void list(RoutingContext context) {
    vertx
        .executeBlocking(registry::gateways, false)
        .onFailure(context::fail)
        .onSuccess(gateways -> JsonAnswer.send(context, 200, page(gateways)));
  }

  private static ObjectNode page(List<RegisteredGateway> gateways) {
    ObjectNode page = JsonMapper.shared().createObjectNode();
    ArrayNode items = page.putArray("items");
    for (RegisteredGateway gateway : gateways) {
      ObjectNode item = items.addObject();
      item.put("id", gateway.id());
      item.put("enabled", gateway.enabled());
      gateway.assets().forEach(item.putArray("assets")::add);
      item.put("certificate", gateway.certificate());
      item.put("has_password", gateway.hasPassword());
      item.put("max_connections", gateway.limits().connections());
      item.put("max_messages_per_second", gateway.limits().messagesPerSecond());
      item.put("max_bytes_per_second", gateway.limits().bytesPerSecond());
      item.put("updated_at", gateway.updatedAt().toString());
    }
    return page;
  }

  private void put(RoutingContext context) {
    String id = context.pathParam("id");
    JsonBody.object(context); // refuses what is not JSON; the errors need the text as it was sent
    byte[] body = context.body().buffer().getBytes();
    vertx
        .executeBlocking(
            () ->
                registry.importAll(
                    new RegistryImport(List.of(), List.of(reader.readGateway(id, body)))),
            false)
        .onFailure(failure -> RegistryProblem.send(context, failure))
        .onSuccess(report -> answer(context, id, report.gateways()));
  }

  private static void answer(RoutingContext context, String id, ImportReport.Counts counts) {
    boolean created = counts.created() > 0;
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("id", id);
    answer.put("change", created ? "created" : counts.updated() > 0 ? "updated" : "unchanged");
    JsonAnswer.send(context, created ? 201 : 200, answer);
  }

  private void delete(RoutingContext context) {
    String id = context.pathParam("id");
    vertx
        .executeBlocking(() -> registry.deleteGateway(id), false)
        .onFailure(context::fail)
        .onSuccess(
            deleted -> {
              if (deleted) {
                context.response().setStatusCode(204).end();
              } else {
                context.fail(ProblemException.notFound("There is no gateway '" + id + "'"));
              }
            });
  }
}
