package io.millwright.ingest.api;

import io.millwright.ingest.pipeline.ShelvingDesk;
import io.millwright.ingest.pipeline.ShelvingResult;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.rules.event.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/assets/{tag}/conditions/{rule}/shelve} and {@code /unshelve}: a person keeps a
 * condition from raising orders for a time.
 */
public final class ShelvingRoutes implements Routes {
  private static final int PATIENCE_SECONDS = 10;

  private final Vertx vertx;
  private final Registry registry;
  private final ShelvingDesk desk;
  private final InstantSource clock;

  /**
   * Makes the routes.
   *
   * @param vertx answers on its event loops
   * @param registry the assets
   * @param desk takes what is ordered
   * @param clock the time at which it is
   */
  public ShelvingRoutes(Vertx vertx, Registry registry, ShelvingDesk desk, InstantSource clock) {
    this.vertx = vertx;
    this.registry = registry;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.post("/v1/assets/:tag/conditions/:rule/shelve").handler(this::shelve);
    router.post("/v1/assets/:tag/conditions/:rule/unshelve").handler(this::unshelve);
  }

  private void shelve(RoutingContext context) {
    RegisteredAsset asset = asset(context);
    Instant now = clock.instant();
    ShelvingBody body = ShelvingBody.shelve(JsonBody.object(context), now);
    Instant until = body.until();
    Event.ConditionShelved shelved =
        new Event.ConditionShelved(
            context.pathParam("rule"),
            now.toEpochMilli(),
            until == null ? null : until.toEpochMilli(),
            body.oneShot(),
            body.by(),
            body.why());
    ObjectNode answer = answer(asset, shelved.rule(), true);
    answer.put("until", until == null ? null : until.toString());
    answer.put("one_shot", body.oneShot());
    send(
        context,
        desk.shelve(asset.id(), shelved),
        answer,
        "It was shelved or unshelved at this very moment: look at its explanation, then try again");
  }

  private void unshelve(RoutingContext context) {
    RegisteredAsset asset = asset(context);
    ShelvingBody body = ShelvingBody.unshelve(JsonBody.object(context));
    Event.ConditionUnshelved unshelved =
        new Event.ConditionUnshelved(context.pathParam("rule"), clock.millis(), body.by());
    send(
        context,
        desk.unshelve(asset.id(), unshelved),
        answer(asset, unshelved.rule(), false),
        "The condition is not shelved");
  }

  private RegisteredAsset asset(RoutingContext context) {
    return KnownAsset.of(registry, context.pathParam("tag"));
  }

  private static ObjectNode answer(RegisteredAsset asset, String rule, boolean shelved) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("asset", asset.asset().tag())
        .put("rule", rule)
        .put("shelved", shelved);
  }

  private void send(
      RoutingContext context,
      CompletionStage<ShelvingResult> ordered,
      ObjectNode answer,
      String withoutEffect) {
    Future.fromCompletionStage(ordered, vertx.getOrCreateContext())
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onFailure(failure -> context.fail(ProblemException.heldUp()))
        .onSuccess(
            result -> {
              if (result instanceof ShelvingResult.Done) {
                JsonAnswer.send(context, 200, answer);
              } else if (result instanceof ShelvingResult.NoCondition none) {
                context.fail(ProblemException.notFound(none.detail()));
              } else {
                context.fail(ProblemException.conflict(withoutEffect));
              }
            });
  }
}
