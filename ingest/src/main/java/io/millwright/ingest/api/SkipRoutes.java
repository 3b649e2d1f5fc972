package io.millwright.ingest.api;

import io.millwright.ingest.pipeline.SkipDesk;
import io.millwright.ingest.pipeline.SkipResult;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.rules.event.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/assets/{tag}/plans/{rule}/skip}: the next occurrence of a plan is left out. */
public final class SkipRoutes implements Routes {
  private static final int PATIENCE_SECONDS = 10;
  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST_ID = 100;
  private static final Set<String> FIELDS = Set.of("by", "reason", "id");

  private final Vertx vertx;
  private final Registry registry;
  private final SkipDesk desk;
  private final InstantSource clock;

  /**
   * Makes the routes.
   *
   * @param vertx answers on its event loops
   * @param registry the assets
   * @param desk takes what is left out
   * @param clock the time at which it is said
   */
  public SkipRoutes(Vertx vertx, Registry registry, SkipDesk desk, InstantSource clock) {
    this.vertx = vertx;
    this.registry = registry;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.post("/v1/assets/:tag/plans/:rule/skip").handler(this::skip);
  }

  private void skip(RoutingContext context) {
    String tag = context.pathParam("tag");
    RegisteredAsset asset = KnownAsset.of(registry, tag);
    ObjectNode body = JsonBody.object(context);
    for (String name : body.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw ProblemException.badRequest("Unknown field '" + name + "': use by, reason and id");
      }
    }
    Event.OccurrenceSkipped skipped =
        new Event.OccurrenceSkipped(
            context.pathParam("rule"),
            clock.millis(),
            JsonBody.text(body.get("by"), "by", LONGEST_TEXT),
            JsonBody.text(body.get("reason"), "reason", LONGEST_TEXT),
            body.has("id") ? JsonBody.text(body.get("id"), "id", LONGEST_ID) : null);
    Future.fromCompletionStage(desk.skip(asset.id(), skipped), vertx.getOrCreateContext())
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onFailure(failure -> context.fail(ProblemException.heldUp()))
        .onSuccess(result -> answer(context, tag, skipped.rule(), result));
  }

  private static void answer(RoutingContext context, String tag, String rule, SkipResult result) {
    if (result instanceof SkipResult.Done done) {
      JsonAnswer.send(
          context,
          200,
          JsonMapper.shared()
              .createObjectNode()
              .put("asset", tag)
              .put("rule", rule)
              .put("skipped", true)
              .put("repeated", done.repeated()));
    } else if (result instanceof SkipResult.Refused refused) {
      context.fail(ProblemException.conflict(refused.detail()));
    }
  }
}
