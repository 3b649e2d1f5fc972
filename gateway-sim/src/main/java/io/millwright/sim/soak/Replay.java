package io.millwright.sim.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the service replay what is in quarantine, page by page. */
final class Replay {
  private static final int PAGE = 500;

  private final URI api;
  private final HttpClient http = HttpClient.newHttpClient();

  Replay(URI api) {
    this.api = api;
  }

  /** Replays all of a reason; returns how many were taken. */
  long all(String reason) throws IOException, InterruptedException {
    long replayed = 0;
    String after = "";
    while (true) {
      String body = "{\"reason\":\"" + reason + "\",\"limit\":" + PAGE + after + "}";
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(api.resolve("/v1/quarantine/replay"))
                  .timeout(Duration.ofMinutes(1))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("The replay answered " + answer.statusCode() + ": " + answer.body());
      }
      JsonNode report = JsonMapper.shared().readTree(answer.body());
      replayed += report.path("replayed").asLong();
      JsonNode next = report.path("next_after");
      if (next.isNull() || next.isMissingNode()) {
        return replayed;
      }
      after = ",\"after\":" + next.asLong();
    }
  }
}
