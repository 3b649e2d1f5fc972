package io.millwright.ingest.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. {@code start} and {@code close} may be called from any thread, once each. */
public final class HttpApi {
  private static final Logger log = LoggerFactory.getLogger(HttpApi.class);
  private static final int IDLE_SECONDS = 60;

  private final Vertx vertx;
  private final ApiOptions options;
  private final HttpServer server;
  private volatile Router router;

  /**
   * A server that does not listen yet.
   *
   * @param vertx runs it
   * @param options where it listens
   * @param routes what it answers at first
   */
  public HttpApi(Vertx vertx, ApiOptions options, List<Routes> routes) {
    this.vertx = vertx;
    this.options = options;
    this.router = router(vertx, options, routes);
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setCompressionSupported(true))
            .requestHandler(request -> router.handle(request));
  }

  /**
   * Answers otherwise from the next request on. Any thread.
   *
   * @param routes what it answers now
   */
  public void serve(List<Routes> routes) {
    router = router(vertx, options, routes);
  }

  static Router router(Vertx vertx, ApiOptions options, List<Routes> routes) {
    Router router = Router.router(vertx);
    ErrorPages.mount(router, options.maxBody());
    if (options.token() != null) {
      router.route("/v1/*").handler(new BearerAuth(options.token()));
    }
    router.route("/v1/*").handler(BodyHandler.create(false).setBodyLimit(options.maxBody()));
    routes.forEach(group -> group.mount(router));
    return router;
  }

  /**
   * Listens.
   *
   * @return the port; fails with {@link IllegalStateException} when there is no token and the host
   *     can be reached from elsewhere, and with the operating system's error when the port is taken
   */
  public Future<Integer> start() {
    return vertx
        .executeBlocking(() -> InetAddress.getByName(options.host()), false)
        .compose(this::listen)
        .map(HttpServer::actualPort)
        .onSuccess(port -> log.info("The API listens on http://{}:{}", options.host(), port));
  }

  private Future<HttpServer> listen(InetAddress address) {
    if (options.token() == null && !address.isLoopbackAddress()) {
      return Future.failedFuture(
          new IllegalStateException(
              "The API would be open to everybody on "
                  + options.host()
                  + ": set MILLWRIGHT_API_TOKEN, or let it listen on 127.0.0.1"));
    }
    return server.listen(options.port(), options.host());
  }

  /**
   * Stops listening and ends the exchanges under way.
   *
   * @return completes when the port is free
   */
  public Future<Void> close() {
    return server.close();
  }
}
