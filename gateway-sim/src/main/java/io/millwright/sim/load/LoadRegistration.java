package io.millwright.sim.load;

import io.millwright.ingest.registry.PasswordHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Registers a fleet through the API of a running Millwright, in documents it takes at once. */
public final class LoadRegistration {
  private static final int ASSETS_A_DOCUMENT = 4_000;
  private static final int TAGS_A_DOCUMENT = 100_000;
  private static final int GATEWAYS_A_DOCUMENT = 1_000;

  /** Hashing at full cost takes 0.05 s a gateway, twice; these passwords protect nothing. */
  private static final int KIBIBYTES = 64;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI api;
  private final @Nullable String token;

  /**
   * Registers at one service.
   *
   * @param api such as {@code http://127.0.0.1:8080}
   * @param token the API's bearer token, or null
   */
  public LoadRegistration(URI api, @Nullable String token) {
    this.api = api;
    this.token = token;
  }

  /**
   * Creates what is missing; repeating is harmless.
   *
   * @param fleet what to register
   * @param password of all its gateways
   * @throws IOException when there is no answer or a refusal; the message says what to do
   * @throws InterruptedException when interrupted
   */
  public void register(LoadFleet fleet, String password) throws IOException, InterruptedException {
    for (int first = 0; first < fleet.assets(); first += ASSETS_A_DOCUMENT) {
      post(assets(fleet, first, Math.min(fleet.assets(), first + ASSETS_A_DOCUMENT)));
    }
    String hash = PasswordHash.of(password, KIBIBYTES, 1).encoded();
    int first = 0;
    while (first < fleet.gateways()) {
      int end = first + 1;
      while (end < Math.min(fleet.gateways(), first + GATEWAYS_A_DOCUMENT)
          && fleet.firstAsset(end + 1) - fleet.firstAsset(first) <= TAGS_A_DOCUMENT) {
        end++;
      }
      post(gateways(fleet, first, end, hash));
      first = end;
    }
  }

  private static String assets(LoadFleet fleet, int first, int end) {
    StringBuilder json = new StringBuilder("{\"assets\":[");
    for (int asset = first; asset < end; asset++) {
      json.append(asset == first ? "" : ",")
          .append("{\"tag\":\"")
          .append(fleet.tag(asset))
          .append("\",\"class\":\"load\",\"ownership\":\"owned\",\"meters\":[");
      for (int meter = 0; meter < fleet.metersOf(asset); meter++) {
        json.append(meter == 0 ? "" : ",")
            .append("{\"name\":\"")
            .append(LoadFleet.meter(meter))
            .append(
                LoadFleet.isCounter(meter)
                    ? "\",\"kind\":\"counter\",\"unit\":\"h\"}"
                    : "\",\"kind\":\"gauge\",\"unit\":\"degC\"}");
      }
      json.append("]}");
    }
    return json.append("]}").toString();
  }

  private static String gateways(LoadFleet fleet, int first, int end, String hash) {
    StringBuilder json = new StringBuilder("{\"gateways\":[");
    for (int gateway = first; gateway < end; gateway++) {
      json.append(gateway == first ? "" : ",")
          .append("{\"id\":\"")
          .append(fleet.gateway(gateway))
          .append("\",\"password_hash\":\"")
          .append(hash)
          .append("\",\"assets\":[");
      int firstAsset = fleet.firstAsset(gateway);
      for (int asset = firstAsset; asset < fleet.firstAsset(gateway + 1); asset++) {
        json.append(asset == firstAsset ? "\"" : ",\"").append(fleet.tag(asset)).append('"');
      }
      json.append("]}");
    }
    return json.append("]}").toString();
  }

  private void post(String document) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve("/v1/assets"))
            .timeout(Duration.ofMinutes(5))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(document));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer;
    try {
      answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(
          "No Millwright answers at "
              + api
              + ": start it with ./millwright serve, or say where its API is with --api",
          e);
    }
    if (answer.statusCode() == 401) {
      throw new IOException(
          "The API at "
              + api
              + " asks for a token: set MILLWRIGHT_API_TOKEN as the service has it");
    }
    if (answer.statusCode() != 200) {
      String said = answer.body();
      throw new IOException(
          "The API at "
              + api
              + " refused the fleet with "
              + answer.statusCode()
              + ": "
              + said.substring(0, Math.min(500, said.length())));
    }
  }
}
