package io.millwright.ingest.api;

import io.millwright.ingest.pipeline.Inbound;
import io.millwright.ingest.pipeline.Intake;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.quarantine.QuarantinedMessage;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.ingest.registry.Registry;
import io.millwright.rules.model.MeterKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/assets/{tag}/meters/{meter}/replacements} and {@code .../corrections}: a person says
 * that a counter was replaced, or that a reading of it was wrong. Goes the way of a gateway's
 * message, as the gateway {@code api}.
 */
public final class MeterEventRoutes implements Routes {
  private static final String GATEWAY = Inbound.API_GATEWAY;
  private static final String TOPIC = "millwright/v1/" + GATEWAY + "/meters";

  private final Vertx vertx;
  private final Registry registry;
  private final Intake intake;
  private final QuarantineStore quarantine;
  private final Duration patience;

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param registry the meters
   * @param intake takes messages of the gateway {@code api} for any asset
   * @param quarantine where a refused event ends
   * @param patience how long a caller waits for the commit before it is answered 202
   */
  public MeterEventRoutes(
      Vertx vertx,
      Registry registry,
      Intake intake,
      QuarantineStore quarantine,
      Duration patience) {
    this.vertx = vertx;
    this.registry = registry;
    this.intake = intake;
    this.quarantine = quarantine;
    this.patience = patience;
  }

  @Override
  public void mount(Router router) {
    router
        .post("/v1/assets/:tag/meters/:meter/replacements")
        .handler(context -> take(context, MeterEventBody.Kind.REPLACED));
    router
        .post("/v1/assets/:tag/meters/:meter/corrections")
        .handler(context -> take(context, MeterEventBody.Kind.CORRECTED));
  }

  private void take(RoutingContext context, MeterEventBody.Kind kind) {
    String tag = context.pathParam("tag");
    String meter = counter(tag, context.pathParam("meter"), kind);
    MeterEventBody body = MeterEventBody.of(kind, JsonBody.object(context));
    vertx
        .executeBlocking(() -> quarantine.about(GATEWAY, tag, meter, body.time()), false)
        .compose(before -> feed(body.event(tag, meter)).map(settled -> before))
        .compose(before -> refusal(before, tag, meter, body))
        .onSuccess(refusal -> answer(context, refusal))
        .onFailure(failure -> fail(context, failure));
  }

  private String counter(String tag, String name, MeterEventBody.Kind kind) {
    RegisteredAsset asset = KnownAsset.of(registry, tag);
    RegisteredMeter meter = asset.meter(name);
    if (meter == null) {
      throw ProblemException.notFound("Asset '" + tag + "' has no meter '" + name + "'");
    }
    if (meter.meter().kind() != MeterKind.COUNTER) {
      throw new ProblemException(
          422,
          "Not a counter",
          "Meter '"
              + name
              + "' is a "
              + meter.meter().kind().word()
              + ": it has no total that could be "
              + kind.word
              + ", so nothing need be recorded");
    }
    return name;
  }

  /** Completes after the commit. */
  private Future<Void> feed(ObjectNode event) {
    Promise<Void> settled = Promise.promise();
    intake.accept(
        new Inbound(
            GATEWAY,
            TOPIC,
            JsonMapper.shared().writeValueAsBytes(event),
            System.nanoTime(),
            settlement -> settled.tryComplete()));
    return settled.future().timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A settled message may be in quarantine: there its entry is new, or was counted up. */
  private Future<@Nullable QuarantinedMessage> refusal(
      List<QuarantinedMessage> before, String tag, String meter, MeterEventBody body) {
    Map<Long, Integer> seen =
        before.stream().collect(Collectors.toMap(QuarantinedMessage::id, QuarantinedMessage::seen));
    return vertx.executeBlocking(
        () ->
            quarantine.about(GATEWAY, tag, meter, body.time()).stream()
                .filter(after -> seen.getOrDefault(after.id(), 0) < after.seen())
                .findFirst()
                .orElse(null),
        false);
  }

  private static void answer(RoutingContext context, @Nullable QuarantinedMessage refusal) {
    if (refusal == null) {
      JsonAnswer.send(context, 200, status("stored"));
    } else {
      Problem.send(
          context,
          422,
          refusal.entry().reason().sentence(),
          refusal.entry().detail() + " (kept in quarantine as " + refusal.id() + ")");
    }
  }

  private static void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof TimeoutException) {
      JsonAnswer.send(context, 202, status("accepted"));
    } else {
      context.fail(failure);
    }
  }

  private static ObjectNode status(String word) {
    return JsonMapper.shared().createObjectNode().put("status", word);
  }
}
