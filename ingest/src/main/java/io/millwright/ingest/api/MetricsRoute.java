package io.millwright.ingest.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The metrics, for Prometheus. */
public final class MetricsRoute implements Routes {
  // The text format that every Prometheus reads.
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final PrometheusMeterRegistry meters;

  /**
   * The route.
   *
   * @param vertx writes them on its workers
   * @param meters the metrics
   */
  public MetricsRoute(Vertx vertx, PrometheusMeterRegistry meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  @Override
  public void mount(Router router) {
    router
        .get("/metrics")
        .handler(
            context ->
                vertx
                    .executeBlocking(() -> meters.scrape(FORMAT), false)
                    .onFailure(context::fail)
                    .onSuccess(
                        text -> context.response().putHeader("Content-Type", FORMAT).end(text)));
  }
}
