package io.millwright.ingest.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service's HTTP API as an integrator would. Any thread. */
public final class ApiCalls {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String base;

  public ApiCalls(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** An answer: its status, and its body as JSON. */
  public record Reply(int status, String text) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }
  }

  public Reply get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  public Reply post(String path, String json) throws IOException {
    return post(path, "application/json", json);
  }

  /** Posts a registry document and insists that it is taken. */
  public void register(String yaml) throws IOException {
    Reply reply = post("/v1/assets", "application/yaml", yaml);
    if (reply.status != 200) {
      throw new AssertionError("The registry was refused: " + reply);
    }
  }

  /** Hands in a plan file. */
  public Reply putPlans(String yaml, String by) throws IOException {
    return putPlans(yaml, by, "*");
  }

  /** Hands in a plan file, to replace a version. */
  public Reply putPlans(String yaml, String by, String ifMatch) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + "/v1/plans?file=plans.yaml&by=" + by))
            .header("Content-Type", "application/yaml")
            .header("If-Match", ifMatch)
            .PUT(BodyPublishers.ofString(yaml)));
  }

  /** Reports a completion, with a meter value or {@code null}. */
  public Reply complete(Object order, String time, String meterValue) throws IOException {
    return post(
        "/v1/work-orders/" + order + "/events",
        """
        {"type":"completed","time":"%s","meter_value":%s}\
        """
            .formatted(time, meterValue));
  }

  /** A metric's value by its name and labels, exactly as exposed; NaN when it is not there. */
  public double metric(String name) throws IOException {
    return get("/metrics")
        .text
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private Reply post(String path, String type, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private Reply send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
