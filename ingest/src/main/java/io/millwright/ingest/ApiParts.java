package io.millwright.ingest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millwright.ingest.api.AssetRoutes;
import io.millwright.ingest.api.ExplanationRoutes;
import io.millwright.ingest.api.FailureRoutes;
import io.millwright.ingest.api.ForecastRoutes;
import io.millwright.ingest.api.GatewayRoutes;
import io.millwright.ingest.api.HealthRoutes;
import io.millwright.ingest.api.IndexRoute;
import io.millwright.ingest.api.MeterEventRoutes;
import io.millwright.ingest.api.MetricsRoute;
import io.millwright.ingest.api.OpenApiRoute;
import io.millwright.ingest.api.PlanRoutes;
import io.millwright.ingest.api.QuarantineRoutes;
import io.millwright.ingest.api.Routes;
import io.millwright.ingest.api.ShadowOrderRoutes;
import io.millwright.ingest.api.ShelvingRoutes;
import io.millwright.ingest.api.SkipRoutes;
import io.millwright.ingest.api.WorkOrderRoutes;
import io.millwright.ingest.dispatch.Dispatcher;
import io.millwright.ingest.dispatch.Redelivery;
import io.millwright.ingest.explain.Explanations;
import io.millwright.ingest.failure.FailureTable;
import io.millwright.ingest.forecast.Forecasts;
import io.millwright.ingest.pipeline.PlanDesk;
import io.millwright.ingest.pipeline.Receiver;
import io.millwright.ingest.pipeline.Shards;
import io.millwright.ingest.quarantine.QuarantineDrops;
import io.millwright.ingest.quarantine.QuarantineStore;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.replay.QuarantineReplay;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** What the HTTP API shows and hands things to. */
record ApiParts(
    Vertx vertx,
    DataSource database,
    Registry registry,
    Shards shards,
    Executor lookups,
    Dispatcher dispatcher,
    Receiver receiver,
    QuarantineStore quarantine,
    QuarantineDrops drops,
    PrometheusMeterRegistry meters,
    InstantSource clock) {

  private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(60);
  private static final Duration PLAN_PATIENCE = Duration.ofSeconds(45);
  private static final Duration METER_EVENT_PATIENCE = Duration.ofSeconds(10);

  /**
   * Wires it.
   *
   * @param checks what readiness asks, by name
   */
  List<Routes> routes(Map<String, Supplier<Optional<String>>> checks) {
    return List.of(
        new IndexRoute(),
        new HealthRoutes(vertx, checks),
        new MetricsRoute(vertx, meters),
        new OpenApiRoute(),
        new AssetRoutes(vertx, registry),
        new MeterEventRoutes(vertx, registry, receiver, quarantine, METER_EVENT_PATIENCE),
        new FailureRoutes(vertx, new FailureTable(database)),
        new ExplanationRoutes(vertx, registry, new Explanations(shards, database, clock)),
        new PlanRoutes(vertx, new PlanDesk(shards, database, lookups), database, PLAN_PATIENCE),
        new ShadowOrderRoutes(vertx, database),
        new SkipRoutes(vertx, registry, shards, clock),
        new ForecastRoutes(vertx, registry, new Forecasts(shards, database, clock), clock),
        new ShelvingRoutes(vertx, registry, shards, clock),
        new GatewayRoutes(vertx, registry),
        new QuarantineRoutes(
            vertx, quarantine, new QuarantineReplay(quarantine, receiver, REPLAY_PATIENCE), drops),
        new WorkOrderRoutes(
            vertx, database, shards, new Redelivery(database), dispatcher::recheck, clock));
  }
}
