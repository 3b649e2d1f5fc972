package io.millwright.ingest.cli;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** The option of commands that ask a running Millwright, and how they read its answers. */
final class ApiAccess {
  private final Map<String, String> environment;

  @Option(
      names = {"--api", "--url"},
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      defaultValue = "http://127.0.0.1:8080",
      description = "Where Millwright's API is; default: ${DEFAULT-VALUE}.")
  private @Nullable URI api;

  /** For picocli. */
  ApiAccess() {
    this(System.getenv());
  }

  ApiAccess(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The service does not do what it is asked for; the message says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Gets a document.
   *
   * @param path with its query, encoded
   * @return the body of a 200
   * @throws Refused when the service answers otherwise
   * @throws ApiClient.Unreachable when it does not answer
   */
  JsonNode get(String path) throws Refused, ApiClient.Unreachable {
    return body(client().get(path));
  }

  /**
   * Puts a YAML document.
   *
   * @param path with its query, encoded
   * @param yaml the document
   * @return the body of a 200
   * @throws Refused when the service answers otherwise
   * @throws ApiClient.Unreachable when it does not answer
   */
  JsonNode putYaml(String path, String yaml) throws Refused, ApiClient.Unreachable {
    return body(client().putYaml(path, yaml));
  }

  /**
   * Posts a document.
   *
   * @param path with its query, encoded
   * @param body the document
   * @return the body of a 200
   * @throws Refused when the service answers otherwise
   * @throws ApiClient.Unreachable when it does not answer
   */
  JsonNode post(String path, JsonNode body) throws Refused, ApiClient.Unreachable {
    return body(client().post(path, body));
  }

  private ApiClient client() {
    URI base = api == null ? URI.create("http://127.0.0.1:8080") : api;
    return new ApiClient(base, environment.get("MILLWRIGHT_API_TOKEN"));
  }

  static JsonNode body(ApiClient.Answer answer) throws Refused {
    JsonNode body = answer.body();
    if (answer.status() == 200 && body != null) {
      return body;
    } else if (body == null || body.path("title").isMissingNode()) {
      throw new Refused("The API answered " + answer.status() + ": is --api a Millwright?");
    }
    StringBuilder message = new StringBuilder();
    for (JsonNode error : body.path("errors")) {
      message.append(error.path("message").asString()).append('\n');
    }
    throw new Refused(
        message
            .append(body.path("title").asString())
            .append(". ")
            .append(body.path("detail").asString())
            .toString());
  }
}
