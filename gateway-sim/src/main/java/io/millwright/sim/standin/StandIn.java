package io.millwright.sim.standin;

import io.millwright.sim.time.SimClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A CMMS or an FSM for tests and demonstrations: accepts orders over HTTP, misbehaves as told,
 * counts what it created, and its technicians report back.
 */
public final class StandIn {
  private static final long TICK_MILLIS = 20;
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx;
  private final StandInOptions options;
  private final OrderBook book;
  private final TechnicianCrew crew;
  private final @Nullable FeedbackPoster poster;
  private final InstantSource simulated;
  private final HttpServer server;
  private long timer;

  /**
   * A stand-in that does not listen yet.
   *
   * @param vertx runs it; stays open
   * @param options what it is
   * @param simulated time of orders and technicians, a {@link SimClock} or the system's
   * @param real time that signatures are checked against
   * @param board shows meters to technicians
   * @param repaired told of each completed job: the asset and when, simulated; must not block
   * @throws IllegalArgumentException when the secret is not of the form {@code whsec_...}
   */
  public StandIn(
      Vertx vertx,
      StandInOptions options,
      InstantSource simulated,
      InstantSource real,
      MeterBoard board,
      BiConsumer<String, Instant> repaired) {
    this.vertx = vertx;
    this.options = options;
    this.simulated = simulated;
    this.book = new OrderBook(options.kind());
    URI feedback = options.feedback();
    this.poster =
        feedback == null ? null : new FeedbackPoster(vertx, feedback, options.token(), book);
    this.crew =
        new TechnicianCrew(options.habits(), random(0), board, repaired, sender(poster), book);
    Router router = Router.router(vertx);
    new OrderRoutes(options, book, crew, random(1), simulated, real).mount(router);
    this.server = vertx.createHttpServer().requestHandler(router);
  }

  private static FeedbackSender sender(@Nullable FeedbackPoster poster) {
    return poster == null ? feedback -> Future.succeededFuture(true) : poster;
  }

  private RandomGenerator random(int stream) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed() * 31 + stream);
  }

  /**
   * Listens, and lets the technicians work.
   *
   * @return completes when it listens; fails when the port is taken
   */
  public Future<StandIn> start() {
    return server
        .listen(options.port(), HOST)
        .map(
            listening -> {
              timer = vertx.setPeriodic(TICK_MILLIS, id -> crew.tick(simulated.instant()));
              return this;
            });
  }

  /**
   * Returns where orders are posted.
   *
   * @return the target URL; valid once started
   */
  public URI url() {
    return URI.create("http://" + HOST + ":" + server.actualPort() + "/orders");
  }

  /**
   * Returns its orders and counts.
   *
   * @return the live book
   */
  public OrderBook book() {
    return book;
  }

  /**
   * Returns how many orders its technicians have not reported as completed or cancelled.
   *
   * @return the count
   */
  public int openOrders() {
    return crew.open();
  }

  /**
   * Stops listening and reporting; reports not taken yet are given up.
   *
   * @return completes when the port is free
   */
  public Future<Void> stop() {
    vertx.cancelTimer(timer);
    if (poster != null) {
      poster.close();
    }
    return server.close();
  }
}
