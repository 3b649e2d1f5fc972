package io.millwright.ingest.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure into a problem document. On the server's event loop. */
final class ErrorPages {
  private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);
  private static final int[] STATUSES = {400, 401, 403, 404, 405, 406, 413, 415, 500, 503};

  private final Router router;
  private final long maxBody;

  private ErrorPages(Router router, long maxBody) {
    this.router = router;
    this.maxBody = maxBody;
  }

  /**
   * Sets the pages of a router.
   *
   * @param router the router
   * @param maxBody the largest body it takes, in bytes
   */
  static void mount(Router router, long maxBody) {
    ErrorPages pages = new ErrorPages(router, maxBody);
    for (int status : STATUSES) {
      router.errorHandler(status, context -> pages.answer(context, status));
    }
  }

  private void answer(RoutingContext context, int status) {
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    if (context.failure() instanceof ProblemException problem) {
      Problem.send(context, problem.status(), problem.title(), problem.detail());
      return;
    }
    String where = context.request().method() + " " + context.request().path();
    switch (status) {
      case 404 ->
          Problem.send(
              context, 404, "Not found", "There is no " + where + ": see /openapi.yaml for all");
      case 405 -> methodNotAllowed(context, where);
      case 413 ->
          Problem.send(
              context,
              413,
              "Content too large",
              "The body may have " + maxBody + " bytes: send it in several requests");
      case 500, 503 -> failed(context, where);
      default ->
          Problem.send(
              context,
              status,
              "Bad request",
              where + " could not be understood: see /openapi.yaml for what it takes");
    }
  }

  private void methodNotAllowed(RoutingContext context, String where) {
    Set<String> allowed = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.methods() != null && matches(route, context.request().path())) {
        route.methods().forEach(method -> allowed.add(method.name()));
      }
    }
    String methods = String.join(", ", allowed);
    context.response().putHeader(HttpHeaders.ALLOW, methods);
    Problem.send(
        context, 405, "Method not allowed", where + " is not possible; possible is: " + methods);
  }

  private static boolean matches(Route route, String path) {
    String pattern = Objects.requireNonNullElse(route.getPath(), "");
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].startsWith(":") && !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  private static void failed(RoutingContext context, String where) {
    Throwable failure = context.failure();
    if (failure instanceof SQLException) {
      log.warn("{} failed: {}", where, failure.toString());
      context.response().putHeader("Retry-After", "5");
      Problem.send(
          context, 503, "Unavailable", "The database does not answer: try again in 5 seconds");
      return;
    }
    log.error("{} failed", where, failure);
    Problem.send(
        context, 500, "Internal error", "This is a fault of Millwright: its log says more");
  }
}
