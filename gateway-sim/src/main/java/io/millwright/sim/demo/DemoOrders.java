package io.millwright.sim.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API for work orders, page by page, as any integrator would. */
final class DemoOrders {
  private static final int PAGE = 500;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;

  DemoOrders(String base) {
    this.base = base;
  }

  List<DemoOrder> all() throws IOException, InterruptedException {
    List<DemoOrder> orders = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode page = get("/v1/work-orders?limit=" + PAGE + after);
      page.path("items").forEach(item -> orders.add(DemoOrder.of(item)));
      JsonNode next = page.path("next");
      if (next.isMissingNode() || next.isNull()) {
        return orders;
      }
      after = "&after=" + next.asString();
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return JsonMapper.shared().readTree(response.body());
  }
}
