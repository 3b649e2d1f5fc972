package io.millwright.ingest.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of a running Millwright, for commands. */
final class ApiClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI base;
  private final @Nullable String token;

  /**
   * Makes a client.
   *
   * @param base such as {@code http://127.0.0.1:8080}
   * @param token the bearer token, or null when the API has none
   */
  ApiClient(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer; the body is null when it is not JSON. */
  record Answer(int status, @Nullable JsonNode body) {}

  /** No answer; the message says what to do. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  Answer get(String path) throws Unreachable {
    return send(request(path).GET().build());
  }

  Answer post(String path, JsonNode body) throws Unreachable {
    return post(path, "application/json", body.toString());
  }

  Answer post(String path, String contentType, String body) throws Unreachable {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private Answer send(HttpRequest request) throws Unreachable {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("Interrupted while waiting for " + base, e);
    } catch (IOException e) {
      throw new Unreachable(
          "No Millwright answers at "
              + base
              + ": start it with ./millwright serve, or say where it is with --api",
          e);
    }
  }

  private static @Nullable JsonNode json(byte[] body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException notJson) {
      return null;
    }
  }
}
