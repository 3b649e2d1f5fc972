package io.millwright.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpApiIT {
  private static final String TOKEN = "correct horse battery staple";
  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ApiHarness api =
      new ApiHarness(
          vertx,
          TOKEN,
          1_000,
          new IndexRoute(),
          new OpenApiRoute(),
          new MetricsRoute(vertx, meters),
          new HealthRoutes(vertx, checks()),
          router -> {
            router
                .post("/v1/echo")
                .handler(context -> JsonAnswer.send(context, 200, JsonBody.object(context)));
            router
                .get("/v1/broken")
                .handler(
                    context -> {
                      throw new IllegalStateException("a secret of the inside");
                    });
          });

  private Map<String, Supplier<Optional<String>>> checks() {
    Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    checks.put("database", problem::get);
    checks.put("queue", Optional::empty);
    return checks;
  }

  @AfterEach
  void close() {
    api.close();
  }

  private HttpResponse<String> echo(String body, String type) throws Exception {
    return api.send(
        "POST", "/v1/echo", body, "Content-Type", type, "Authorization", "Bearer " + TOKEN);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(ApiHarness.json(response).path("status").asInt()).isEqualTo(status);
    assertThat(ApiHarness.json(response).path("detail").asString()).contains(detail);
  }

  @Test
  void asksForTheToken() throws Exception {
    HttpResponse<String> without = api.get("/v1/broken");
    assertProblem(without, 401, "Authorization: Bearer");
    assertThat(without.headers().firstValue("WWW-Authenticate")).isPresent();
    assertProblem(api.get("/v1/broken", "Authorization", "Bearer wrong"), 401, "wrong");
    assertProblem(api.get("/v1/broken", "Authorization", "Basic " + TOKEN), 401, "wrong");
    assertThat(echo("{}", "application/json").statusCode()).isEqualTo(200);
    assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesToBeOpenToEverybody() {
    HttpApi open = new HttpApi(vertx, new ApiOptions("0.0.0.0", 0, null, 1_000), List.of());

    assertThatThrownBy(() -> ApiHarness.await(open.start()))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MILLWRIGHT_API_TOKEN");
  }

  @Test
  void answersWhatIsNotThere() throws Exception {
    assertProblem(api.get("/nowhere"), 404, "GET /nowhere");
    HttpResponse<String> wrongMethod = api.send("DELETE", "/healthz", null);
    assertProblem(wrongMethod, 405, "GET");
    assertThat(wrongMethod.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void limitsBodies() throws Exception {
    assertProblem(
        echo("{\"x\":\"" + "y".repeat(1_000) + "\"}", "application/json"), 413, "1000 bytes");
  }

  @Test
  void takesJsonOnlyAndSaysWhereItBreaks() throws Exception {
    assertProblem(echo("a: 1", "application/yaml"), 415, "application/json");
    assertProblem(echo("{\n  \"a\": 1,\n  b\n}", "application/json"), 400, "line 3, column");
    assertProblem(echo("{\"a\":1,\"a\":2}", "application/json"), 400, "uplicate");
    assertProblem(echo("{} {}", "application/json"), 400, "not JSON");
    assertProblem(echo("[]", "application/json"), 400, "must be a JSON object, not array");
    assertProblem(echo("", "application/json"), 400, "empty");
    assertThat(echo("{\"a\":1}", "application/vnd.x+json; charset=utf-8").body())
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void keepsItsInsideToItself() throws Exception {
    HttpResponse<String> response = api.get("/v1/broken", "Authorization", "Bearer " + TOKEN);

    assertProblem(response, 500, "log");
    assertThat(response.body()).doesNotContain("secret");
  }

  @Test
  void tellsWhetherItIsReady() throws Exception {
    assertThat(api.get("/readyz").statusCode()).isEqualTo(200);

    problem.set(Optional.of("connection refused"));
    HttpResponse<String> response = api.get("/readyz");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .isEqualTo(
            "{\"status\":\"not ready\",\"checks\":{\"database\":\"connection"
                + " refused\",\"queue\":\"ok\"}}");
  }

  @Test
  void showsMetricsAndItsDescription() throws Exception {
    meters.counter("millwright.test").increment();

    assertThat(api.get("/metrics").body()).contains("millwright_test_total 1.0");
    assertThat(api.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
  }

  @Test
  void beginsWithWhatThereIs() throws Exception {
    assertThat(ApiHarness.json(api.get("/")).at("/addresses").has("/v1/work-orders")).isTrue();
    assertThat(api.get("/", "Accept", "text/html").body()).contains("<a href=\"/openapi.yaml\">");
  }
}
