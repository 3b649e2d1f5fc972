package io.millwright.ingest.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The first page: what there is to see here. */
public final class IndexRoute implements Routes {
  private final Map<String, String> addresses = new LinkedHashMap<>();

  /** A page with the addresses of this API. */
  public IndexRoute() {
    addresses.put("/openapi.yaml", "this API, described");
    addresses.put("/readyz", "whether the service can do its work");
    addresses.put("/healthz", "whether the service is alive");
    addresses.put("/metrics", "metrics for Prometheus");
    addresses.put("/v1/work-orders", "work orders and why they were raised");
    addresses.put("/v1/forecast", "when plans will be due");
    addresses.put("/v1/assets", "assets and their meters");
    addresses.put("/v1/gateways", "gateways and the assets they report");
    addresses.put("/v1/failures", "failures that happened, as people recorded them");
    addresses.put("/v1/quarantine", "what could not be decoded, resolved or believed");
  }

  @Override
  public void mount(Router router) {
    router.get("/").handler(this::show);
  }

  private void show(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    if (accept != null && accept.contains("text/html")) {
      context.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html());
      return;
    }
    ObjectNode body = JsonMapper.shared().createObjectNode().put("name", "Millwright");
    ObjectNode named = body.putObject("addresses");
    addresses.forEach(named::put);
    JsonAnswer.send(context, 200, body);
  }

  private String html() {
    StringBuilder html =
        new StringBuilder(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Millwright</title>"
                + "<h1>Millwright</h1><p>Meter readings in, work orders out.</p><ul>");
    addresses.forEach(
        (path, what) ->
            html.append(String.format("<li><a href=\"%s\">%s</a>: %s</li>", path, path, what)));
    return html.append("</ul></html>").toString();
  }
}
