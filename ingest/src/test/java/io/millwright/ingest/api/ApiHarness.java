package io.millwright.ingest.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a free port and a client of another make, so that the wire is what is tested. */
final class ApiHarness implements AutoCloseable {
  private final Vertx vertx;
  private final HttpApi api;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  ApiHarness(Vertx vertx, @Nullable String token, long maxBody, Routes... routes) {
    this.vertx = vertx;
    this.api = new HttpApi(vertx, new ApiOptions("127.0.0.1", 0, token, maxBody), List.of(routes));
    this.port = await(api.start());
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, null, headers);
  }

  HttpResponse<String> post(String path, @Nullable String json) throws Exception {
    return json == null
        ? send("POST", path, null)
        : send("POST", path, json, "Content-Type", "application/json");
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    await(api.close());
    await(vertx.close());
  }
}
