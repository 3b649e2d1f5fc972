package io.millwright.ingest.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a process answers that does not work yet: it is alive, it is not ready, and everything else
 * is to be asked of the one that works.
 */
public final class StandbyRoutes implements Routes {
  private static final String RETRY_SECONDS = "1";

  private final Supplier<String> state;

  /**
   * The routes.
   *
   * @param state what it does at present, such as whom it waits for; must not block
   */
  public StandbyRoutes(Supplier<String> state) {
    this.state = state;
  }

  @Override
  public void mount(Router router) {
    router.get("/healthz").handler(HealthRoutes::alive);
    router.get("/readyz").handler(this::notReady);
    router.route("/v1/*").handler(this::elsewhere);
  }

  private void notReady(RoutingContext context) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("status", "not ready");
    answer.putObject("checks").put("active", state.get());
    JsonAnswer.send(context, 503, answer);
  }

  private void elsewhere(RoutingContext context) {
    context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    Problem.send(
        context,
        503,
        "Not active",
        state.get() + ". Ask the process whose /readyz answers 200, or try again in a second");
  }
}
