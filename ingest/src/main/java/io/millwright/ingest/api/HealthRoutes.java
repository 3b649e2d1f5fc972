package io.millwright.ingest.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Health for supervisors: is the process alive, and can it do its work. */
public final class HealthRoutes implements Routes {
  private static final long PATIENCE_SECONDS = 5;

  private final Vertx vertx;
  private final Map<String, Supplier<Optional<String>>> checks;
  private @Nullable Future<Map<String, Optional<String>>> underWay;

  /**
   * The routes.
   *
   * @param vertx runs the checks on its workers
   * @param checks name to a check that says what is wrong, or nothing; it may block, and counts as
   *     failed after 5 seconds
   */
  public HealthRoutes(Vertx vertx, Map<String, Supplier<Optional<String>>> checks) {
    this.vertx = vertx;
    this.checks = new LinkedHashMap<>(checks);
  }

  @Override
  public void mount(Router router) {
    router.get("/healthz").handler(HealthRoutes::alive);
    router.get("/readyz").handler(this::ready);
  }

  static void alive(RoutingContext context) {
    JsonAnswer.send(context, 200, JsonMapper.shared().createObjectNode().put("status", "up"));
  }

  private void ready(RoutingContext context) {
    run()
        .onSuccess(
            problems -> {
              boolean up = problems.values().stream().allMatch(Optional::isEmpty);
              ObjectNode answer = JsonMapper.shared().createObjectNode();
              answer.put("status", up ? "ready" : "not ready");
              ObjectNode named = answer.putObject("checks");
              problems.forEach((name, problem) -> named.put(name, problem.orElse("ok")));
              JsonAnswer.send(context, up ? 200 : 503, answer);
            })
        .onFailure(context::fail);
  }

  /** Callers that come while the checks run share the run, so a hanging check holds one worker. */
  private synchronized Future<Map<String, Optional<String>>> run() {
    if (underWay != null && !underWay.isComplete()) {
      return underWay;
    }
    Map<String, Future<Optional<String>>> runs = new LinkedHashMap<>();
    checks.forEach((name, check) -> runs.put(name, run(check)));
    Future<Map<String, Optional<String>>> all =
        Future.all(List.copyOf(runs.values()))
            .map(
                done -> {
                  Map<String, Optional<String>> problems = new LinkedHashMap<>();
                  runs.forEach((name, run) -> problems.put(name, run.result()));
                  return problems;
                });
    underWay = all;
    return all;
  }

  private Future<Optional<String>> run(Supplier<Optional<String>> check) {
    return vertx
        .executeBlocking(check::get, false)
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .otherwise(failure -> Optional.of(String.valueOf(failure.getMessage())));
  }
}
