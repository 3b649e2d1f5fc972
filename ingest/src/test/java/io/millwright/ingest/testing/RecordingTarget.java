package io.millwright.ingest.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A CMMS or FSM that takes every order and counts how often each was created. It answers look-ups
 * truly and does not deduplicate: an order that is sent twice is two orders here.
 */
public final class RecordingTarget implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Integer> created = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> orders = new ConcurrentHashMap<>();
  private final List<JsonNode> escalations = new CopyOnWriteArrayList<>();

  public RecordingTarget() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/orders", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/orders";
  }

  /** How often each order was created, by its external reference. */
  public Map<String, Integer> created() {
    return Map.copyOf(created);
  }

  /** How often each was created, by episode. */
  public Map<String, Integer> episodes() {
    Map<String, Integer> episodes = new TreeMap<>();
    orders.forEach(
        (id, order) ->
            episodes.merge(
                order.get("episode").asString(), created.getOrDefault(id, 0), Integer::sum));
    return episodes;
  }

  /** The orders, as the events' data say. */
  public List<JsonNode> orders() {
    return List.copyOf(orders.values());
  }

  /** What made orders more urgent, as the events' data say, each time that it was sent. */
  public List<JsonNode> escalations() {
    return List.copyOf(escalations);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonMapper json = JsonMapper.shared();
      if (exchange.getRequestMethod().equals("POST")) {
        JsonNode data = json.readTree(exchange.getRequestBody().readAllBytes()).get("data");
        String reference = data.get("external_reference").asString();
        if (exchange.getRequestURI().getPath().endsWith("/escalations")) {
          escalations.add(data);
          answer(exchange, 200, "{}");
          return;
        }
        orders.put(reference, data);
        created.merge(reference, 1, Integer::sum);
        answer(exchange, 201, json.createObjectNode().put("id", "T-" + reference).toString());
      } else {
        String reference =
            exchange.getRequestURI().getQuery().substring("external_reference=".length());
        var found = json.createObjectNode();
        var items = found.putArray("items");
        if (created.containsKey(reference)) {
          items.addObject().put("id", "T-" + reference).put("external_reference", reference);
        }
        answer(exchange, 200, found.toString());
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
