package io.millwright.sim.orders;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API for work orders, page by page, as any integrator would. */
public final class OrderClient {
  private static final int PAGE = 500;
  private static final int QUIET_ROUNDS = 3;
  private static final long ROUND_MILLIS = 250;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private final @Nullable String token;

  /**
   * A client for one service.
   *
   * @param base such as {@code http://127.0.0.1:8080}
   * @param token the API's bearer token, or null
   */
  public OrderClient(URI base, @Nullable String token) {
    this.base = base.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /**
   * Fetches all orders.
   *
   * @return oldest first
   * @throws IOException when the API does not answer, or refuses
   * @throws InterruptedException when interrupted
   */
  public List<ListedOrder> all() throws IOException, InterruptedException {
    List<ListedOrder> orders = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode page = get("/v1/work-orders?limit=" + PAGE + after);
      page.path("items").forEach(item -> orders.add(ListedOrder.of(item)));
      JsonNode next = page.path("next_after");
      if (next.isMissingNode() || next.isNull()) {
        return orders;
      }
      after = "&after=" + next.asString();
    }
  }

  /**
   * Waits until no order is on its way: each is delivered and closed, and no further one has come
   * for a while (a completion may raise the next).
   *
   * @param patience how long to wait at most
   * @return all orders, oldest first, settled or not
   * @throws IOException when the API does not answer, or refuses
   * @throws InterruptedException when interrupted
   */
  public List<ListedOrder> settled(Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    int quietRounds = 0;
    List<ListedOrder> orders = all();
    while (System.nanoTime() < end && quietRounds < QUIET_ROUNDS) {
      TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
      List<ListedOrder> now = all();
      boolean quiet =
          now.size() == orders.size()
              && now.stream().allMatch(order -> order.isDelivered() && order.isEnded());
      quietRounds = quiet ? quietRounds + 1 : 0;
      orders = now;
    }
    return orders;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return JsonMapper.shared().readTree(response.body());
  }
}
