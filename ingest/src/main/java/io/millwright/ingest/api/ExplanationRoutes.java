package io.millwright.ingest.api;

import io.millwright.ingest.explain.Explained;
import io.millwright.ingest.explain.Explanations;
import io.millwright.ingest.explain.UnknownRule;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.rules.explain.Standing;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/assets/{tag}/rules/{rule}/explanation}: why a rule raised its newest order on an
 * asset, and why it has raised none (yet).
 */
public final class ExplanationRoutes implements Routes {
  private final Vertx vertx;
  private final Registry registry;
  private final Explanations explanations;

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param registry the assets
   * @param explanations explains
   */
  public ExplanationRoutes(Vertx vertx, Registry registry, Explanations explanations) {
    this.vertx = vertx;
    this.registry = registry;
    this.explanations = explanations;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/assets/:tag/rules/:rule/explanation").handler(this::explain);
  }

  private void explain(RoutingContext context) {
    RegisteredAsset asset = KnownAsset.of(registry, context.pathParam("tag"));
    String rule = context.pathParam("rule");
    vertx
        .executeBlocking(() -> explanations.explain(asset, rule), false)
        .onSuccess(explained -> JsonAnswer.send(context, 200, view(explained)))
        .onFailure(failure -> context.fail(problem(failure)));
  }

  private static Throwable problem(Throwable failure) {
    if (failure instanceof UnknownRule) {
      return ProblemException.notFound(String.valueOf(failure.getMessage()));
    }
    return failure instanceof TimeoutException ? ProblemException.heldUp() : failure;
  }

  private static ObjectNode view(Explained explained) {
    Standing standing = explained.explanation().standing();
    ObjectNode view = JsonMapper.shared().createObjectNode();
    view.put("asset", standing.asset());
    view.put("rule", standing.rule().id());
    view.put("title", standing.rule().title());
    view.put("version", standing.rule().version());
    view.put("at", Instant.ofEpochMilli(standing.at()).toString());
    view.put("standing", standing.kind().word());
    explained.explanation().why().forEach(view.putArray("why")::add);
    explained.explanation().whyNot().forEach(view.putArray("why_not")::add);
    view.set("newest_order", order(explained.newest()));
    ArrayNode suppressions = view.putArray("suppressions");
    for (Explained.Suppressed one : explained.suppressions()) {
      suppressions
          .addObject()
          .put("cycle", one.cycle())
          .put("reason", one.reason())
          .put("time", Instant.ofEpochMilli(one.said().at()).toString())
          .put("detail", one.said().detail());
    }
    return view;
  }

  private static @Nullable ObjectNode order(Explained.@Nullable Order order) {
    return order == null
        ? null
        : JsonMapper.shared()
            .createObjectNode()
            .put("id", order.id().toString())
            .put("number", order.number())
            .put("status", order.status())
            .put("raised_at", order.raisedAt().toString())
            .put("due_at", order.dueAt() == null ? null : order.dueAt().toString());
  }
}
