package io.millwright.ingest.api;

import io.millwright.ingest.forecast.ForecastQuery;
import io.millwright.ingest.forecast.ForecastRow;
import io.millwright.ingest.forecast.Forecasts;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.rules.forecast.Demand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/forecast}: when plans will be due; {@code /v1/forecast/parts}: what that takes. */
public final class ForecastRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_DAYS = 90;

  /** A counter's mean of two weeks says little of the time after that. */
  private static final int MAX_DAYS = 730;

  private static final List<String> KINDS = List.of("open", "expected", "never", "unknown");

  private final Vertx vertx;
  private final Registry registry;
  private final Forecasts forecasts;
  private final InstantSource clock;

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param registry the assets
   * @param forecasts forecasts
   * @param clock the time from which days are counted
   */
  public ForecastRoutes(Vertx vertx, Registry registry, Forecasts forecasts, InstantSource clock) {
    this.vertx = vertx;
    this.registry = registry;
    this.forecasts = forecasts;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/forecast").handler(this::list);
    router.get("/v1/forecast/parts").handler(this::parts);
    router.get("/v1/assets/:tag/forecast").handler(this::asset);
  }

  private void asset(RoutingContext context) {
    RegisteredAsset asset = KnownAsset.of(registry, context.pathParam("tag"));
    ask(() -> forecasts.now(asset))
        .onFailure(context::fail)
        .onSuccess(page -> JsonAnswer.send(context, 200, ForecastView.page(page, null)));
  }

  private void list(RoutingContext context) {
    QueryParameters given =
        new QueryParameters(
            context.queryParams(),
            List.of("class", "site", "plan", "kind", "days", "limit", "after"));
    ForecastQuery query = query(given);
    ask(() -> forecasts.stored(query))
        .onFailure(context::fail)
        .onSuccess(
            page -> JsonAnswer.send(context, 200, ForecastView.page(page, after(page, query))));
  }

  private ForecastQuery query(QueryParameters given) {
    String kind = given.text("kind");
    if (kind != null && !KINDS.contains(kind)) {
      throw ProblemException.badRequest("'kind' must be one of " + String.join(", ", KINDS));
    }
    String after = given.text("after");
    int slash = after == null ? 0 : after.lastIndexOf('/');
    if (slash < 0) {
      throw ProblemException.badRequest("'after' must be the 'next_after' of the page before");
    }
    return new ForecastQuery(
        given.text("class"),
        given.text("site"),
        given.text("plan"),
        kind,
        given.text("days") == null ? null : clock.instant().plus(days(given)),
        after == null ? "" : after.substring(0, slash),
        after == null ? "" : after.substring(slash + 1),
        (int) given.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT));
  }

  private static Duration days(QueryParameters given) {
    return Duration.ofDays(given.number("days", DEFAULT_DAYS, 1, MAX_DAYS));
  }

  private static @Nullable String after(Forecasts.Page page, ForecastQuery query) {
    int count = page.rows().size();
    if (count < query.limit()) {
      return null;
    }
    ForecastRow last = page.rows().get(count - 1);
    return last.asset() + "/" + last.rule();
  }

  private void parts(RoutingContext context) {
    QueryParameters given =
        new QueryParameters(context.queryParams(), List.of("asset", "class", "site", "days"));
    List<RegisteredAsset> assets = assets(given);
    int days = (int) days(given).toDays();
    ask(() -> forecasts.demand(assets, days))
        .onFailure(context::fail)
        .onSuccess(demand -> JsonAnswer.send(context, 200, view(demand, days)));
  }

  private ObjectNode view(Demand demand, int days) {
    return ForecastView.demand(demand, clock.instant(), days);
  }

  private List<RegisteredAsset> assets(QueryParameters given) {
    String tag = given.text("asset");
    if (tag != null) {
      return List.of(KnownAsset.of(registry, tag));
    }
    String assetClass = given.text("class");
    String site = given.text("site");
    return registry.all().stream()
        .filter(asset -> assetClass == null || asset.asset().assetClass().equals(assetClass))
        .filter(asset -> site == null || site.equals(asset.asset().site()))
        .toList();
  }

  private <T> Future<T> ask(Callable<T> question) {
    return vertx
        .executeBlocking(question, false)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TimeoutException ? ProblemException.heldUp() : failure));
  }
}
