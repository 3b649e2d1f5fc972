package io.millwright.ingest.api;

import io.millwright.ingest.dispatch.OrderNumber;
import io.millwright.ingest.dispatch.Redelivery;
import io.millwright.ingest.pipeline.FeedbackDesk;
import io.millwright.ingest.pipeline.FeedbackResult;
import io.millwright.ingest.pipeline.WorkOrderFeedback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Work orders: what was raised and why, and what the executing systems report. */
public final class WorkOrderRoutes implements Routes {
  private static final Logger log = LoggerFactory.getLogger(WorkOrderRoutes.class);

  private final Vertx vertx;
  private final WorkOrderReader reader;
  private final FeedbackDesk desk;
  private final FeedbackBody bodies;
  private final Redelivery redelivery;
  private final Consumer<UUID> recheck;

  /**
   * The routes.
   *
   * @param vertx runs what blocks on its workers
   * @param dataSource the database
   * @param desk takes feedback
   * @param redelivery sends orders again
   * @param recheck tells the dispatcher that an order's row has changed
   * @param clock tells which times lie in the future
   */
  public WorkOrderRoutes(
      Vertx vertx,
      DataSource dataSource,
      FeedbackDesk desk,
      Redelivery redelivery,
      Consumer<UUID> recheck,
      InstantSource clock) {
    this.vertx = vertx;
    this.reader = new WorkOrderReader(dataSource);
    this.desk = desk;
    this.bodies = new FeedbackBody(clock);
    this.redelivery = redelivery;
    this.recheck = recheck;
  }

  @Override
  public void mount(Router router) {
    router.get("/v1/work-orders").handler(this::list);
    router.get("/v1/work-orders/:id").handler(this::show);
    router.post("/v1/work-orders/:id/events").handler(this::event);
    router.post("/v1/work-orders/:id/redeliver").handler(this::redeliver);
  }

  private void list(RoutingContext context) {
    HttpServerRequest request = context.request();
    WorkOrderQuery query = WorkOrderQuery.of(request.params());
    vertx
        .executeBlocking(() -> reader.list(query), false)
        .onFailure(context::fail)
        .onSuccess(orders -> JsonAnswer.send(context, 200, page(query, orders)));
  }

  private static ObjectNode page(WorkOrderQuery query, List<ObjectNode> orders) {
    ObjectNode page = JsonMapper.shared().createObjectNode();
    page.putArray("items").addAll(orders);
    boolean more = orders.size() == query.limit();
    page.put("next_after", more ? WorkOrderReader.number(orders.get(orders.size() - 1)) : null);
    return page;
  }

  private void show(RoutingContext context) {
    String id = context.pathParam("id");
    vertx
        .executeBlocking(() -> reader.detail(id).orElseThrow(() -> unknown(id)), false)
        .onFailure(context::fail)
        .onSuccess(order -> JsonAnswer.send(context, 200, order));
  }

  private void event(RoutingContext context) {
    ObjectNode body = JsonBody.object(context);
    String id = context.pathParam("id");
    find(id)
        .map(order -> bodies.read(body, order))
        .onFailure(context::fail)
        .onSuccess(feedback -> submit(context, feedback));
  }

  private Future<OrderKey> find(String id) {
    return vertx.executeBlocking(() -> reader.key(id).orElseThrow(() -> unknown(id)), false);
  }

  private void submit(RoutingContext context, WorkOrderFeedback feedback) {
    Future.fromCompletionStage(desk.submit(feedback), vertx.getOrCreateContext())
        .onSuccess(result -> answer(context, feedback, result))
        .onFailure(
            failure -> {
              log.warn("Feedback on {} was not stored: {}", feedback.order(), failure.toString());
              context.response().putHeader("Retry-After", "5");
              Problem.send(
                  context,
                  503,
                  "Unavailable",
                  "The feedback could not be stored: send it again in 5 seconds");
            });
  }

  private void answer(RoutingContext context, WorkOrderFeedback feedback, FeedbackResult result) {
    if (result instanceof FeedbackResult.Applied applied) {
      recheck.accept(feedback.order()); // an order that is over need not be sent any more
      ObjectNode answer = JsonMapper.shared().createObjectNode();
      answer.put("id", feedback.order().toString());
      answer.put("status", applied.status());
      answer.put("repeated", applied.repeated());
      JsonAnswer.send(context, 200, answer);
    } else if (result instanceof FeedbackResult.Conflict conflict) {
      context.fail(
          ProblemException.conflict(
              "The order is " + conflict.status() + ". " + conflict.detail()));
    } else {
      context.fail(unknown(feedback.order().toString()));
    }
  }

  private void redeliver(RoutingContext context) {
    find(context.pathParam("id"))
        .compose(
            order ->
                vertx
                    .executeBlocking(() -> redelivery.request(order.id()), false)
                    .onSuccess(result -> answer(context, order, result)))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, OrderKey order, Redelivery.Result result) {
    switch (result.verdict()) {
      case REQUESTED -> {
        recheck.accept(order.id());
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("id", order.id().toString());
        answer.put("number", OrderNumber.format(order.number()));
        answer.put("delivery", result.delivery());
        JsonAnswer.send(context, 202, answer);
      }
      case IMPOSSIBLE ->
          context.fail(
              ProblemException.conflict(
                  String.format(
                      "The order is %s and its delivery %s: only an open order that is rejected,"
                          + " held or pending can be sent again",
                      result.status(), result.delivery())));
      case UNKNOWN -> context.fail(unknown(order.id().toString()));
    }
  }

  private static ProblemException unknown(String id) {
    return ProblemException.notFound(
        "There is no work order '" + id + "': use its id or its number, such as WO-000012");
  }
}
