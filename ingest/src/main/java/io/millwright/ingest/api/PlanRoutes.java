package io.millwright.ingest.api;

import io.millwright.ingest.pipeline.PlanChangeResult;
import io.millwright.ingest.pipeline.PlanDesk;
import io.millwright.ingest.plans.PlanSets;
import io.millwright.ingest.plans.PlanVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@code /v1/plans}: which plan file is active, which ones were, and changing it. */
public final class PlanRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1_000;

  private final Vertx vertx;
  private final PlanDesk desk;
  private final DataSource database;
  private final Duration patience;
  private final PlanSets planSets = new PlanSets();

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param desk changes the plans
   * @param database where they are kept
   * @param patience how long a caller waits for a change
   */
  public PlanRoutes(Vertx vertx, PlanDesk desk, DataSource database, Duration patience) {
    this.vertx = vertx;
    this.desk = desk;
    this.database = database;
    this.patience = patience;
  }

  @Override
  public void mount(Router router) {
    router.put("/v1/plans").handler(this::change);
    router.get("/v1/plans").handler(this::active);
    router.get("/v1/plans/history").handler(this::history);
    router.get("/v1/plans/:version").handler(this::version);
  }

  private void change(RoutingContext context) {
    PlanBody.Request request = PlanBody.of(context);
    vertx
        .executeBlocking(() -> PlanBody.rules(request.source()), false)
        .compose(
            rules ->
                Future.fromCompletionStage(
                        desk.change(request.source(), rules, request.instead()),
                        vertx.getOrCreateContext())
                    .timeout(patience.toMillis(), TimeUnit.MILLISECONDS))
        .onSuccess(result -> answer(context, result))
        .onFailure(failure -> fail(context, failure));
  }

  private static void answer(RoutingContext context, PlanChangeResult result) {
    if (result instanceof PlanChangeResult.Activated activated) {
      JsonAnswer.send(context, 200, PlanView.activated(activated));
    } else if (result instanceof PlanChangeResult.Unchanged unchanged) {
      JsonAnswer.send(context, 200, PlanView.unchanged(unchanged.version()));
    } else if (result instanceof PlanChangeResult.Overtaken overtaken) {
      Problem.send(
          context,
          412,
          "Precondition failed",
          "Version "
              + overtaken.active()
              + " is active, not the one in If-Match: look at what it says and send again");
    } else if (result instanceof PlanChangeResult.Refused refused) {
      PlanProblems.sentences(context, refused.problems());
    } else {
      context.fail(ProblemException.conflict("Another plan change is under way: send it again"));
    }
  }

  private static void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof TimeoutException || failure instanceof IllegalStateException) {
      Problem.send(
          context,
          503,
          "Unavailable",
          "The plans were perhaps not changed ("
              + failure.getMessage()
              + "): ask GET /v1/plans which ones are active, and send them again if need be");
    } else {
      PlanProblems.send(context, failure);
    }
  }

  private void active(RoutingContext context) {
    show(
        context,
        connection -> planSets.active(connection).orElse(null),
        "No plan file is active: PUT one here, or start the service with --plans");
  }

  private void version(RoutingContext context) {
    String number = context.pathParam("version");
    int version = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : -1;
    show(
        context,
        connection -> planSets.find(connection, version).orElse(null),
        "There is no version '" + number + "': GET /v1/plans/history lists them");
  }

  private void show(RoutingContext context, Lookup lookup, String otherwise) {
    vertx
        .executeBlocking(
            () -> {
              try (Connection connection = database.getConnection()) {
                return lookup.in(connection);
              }
            },
            false)
        .onFailure(context::fail)
        .onSuccess(
            found -> {
              if (found == null) {
                context.fail(ProblemException.notFound(otherwise));
              } else {
                context.response().putHeader("ETag", "\"" + found.version() + "\"");
                JsonAnswer.send(context, 200, PlanView.detail(found));
              }
            });
  }

  private interface Lookup {
    @Nullable PlanVersion in(Connection connection) throws SQLException;
  }

  private void history(RoutingContext context) {
    QueryParameters query = new QueryParameters(context.queryParams(), List.of("limit", "before"));
    int limit = (int) query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    int before = (int) query.number("before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    vertx
        .executeBlocking(
            () -> {
              try (Connection connection = database.getConnection()) {
                return planSets.history(connection, before, limit);
              }
            },
            false)
        .onFailure(context::fail)
        .onSuccess(found -> JsonAnswer.send(context, 200, PlanView.page(found, limit)));
  }
}
