package io.millwright.sim.standin;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a stand-in: {@code POST /orders}, {@code POST /orders/{reference}/escalations},
 * {@code GET /orders}, {@code GET /}.
 */
final class OrderRoutes {
  private static final long BODY_LIMIT = 1 << 20;

  private final StandInOptions options;
  private final @Nullable WebhookSignature signature;
  private final OrderBook book;
  private final TechnicianCrew crew;
  private final RandomGenerator random;
  private final InstantSource simulated;
  private final InstantSource real;

  OrderRoutes(
      StandInOptions options,
      OrderBook book,
      TechnicianCrew crew,
      RandomGenerator random,
      InstantSource simulated,
      InstantSource real) {
    this.options = options;
    this.signature = options.secret() == null ? null : new WebhookSignature(options.secret());
    this.book = book;
    this.crew = crew;
    this.random = random;
    this.simulated = simulated;
    this.real = real;
  }

  void mount(Router router) {
    router.post("/orders").handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    router.post("/orders").handler(context -> moody(context, this::create));
    router
        .post("/orders/:reference/escalations")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
        .handler(context -> moody(context, this::escalate));
    router.get("/orders").handler(this::get);
    router
        .get("/")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(StandInSummary.text(options.kind(), book)));
  }

  private void moody(RoutingContext context, BiConsumer<RoutingContext, Mood> work) {
    book.count(Count.REQUESTS);
    Mood mood = options.misbehaviour().draw(random);
    if (mood != Mood.PROMPT) {
      book.count(Count.MISBEHAVED);
    }
    switch (mood) {
      case ERROR_500 -> problem(context, 500, "Out of order: the stand-in is told to fail");
      case UNAVAILABLE_503 -> retryLater(context, 503);
      case TOO_MANY_429 -> retryLater(context, 429);
      case DROP_BEFORE_CREATE -> drop(context.request());
      case PROMPT, LATE, SILENT_AFTER_CREATE, DROP_AFTER_CREATE -> work.accept(context, mood);
    }
  }

  private void create(RoutingContext context, Mood mood) {
    if (isForged(context)) {
      return;
    }
    IncomingOrder incoming = parsed(context, "work order", IncomingOrder::parse);
    if (incoming == null) {
      return;
    }
    OrderBook.Entry entry =
        book.create(incoming, context.request().getHeader("Idempotency-Key"), simulated.instant());
    if (entry == null) {
      problem(context, 507, "The stand-in's book is full: start it again");
      return;
    }
    if (entry.created() && options.feedback() != null) {
      crew.assign(entry.order(), incoming);
    }
    answer(
        context, mood, entry.created() ? 201 : 200, new JsonObject().put("id", entry.order().id()));
  }

  private void escalate(RoutingContext context, Mood mood) {
    if (isForged(context)) {
      return;
    }
    IncomingEscalation incoming = parsed(context, "escalation", IncomingEscalation::parse);
    if (incoming == null) {
      return;
    }
    if (!book.escalate(incoming)) {
      problem(context, 409, "No order has this reference yet");
      return;
    }
    answer(context, mood, 200, new JsonObject().put("priority", incoming.priority()));
  }

  /** Whether its signature is wrong; then it is answered. */
  private boolean isForged(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> forged =
        signature == null
            ? Optional.empty()
            : signature.problem(
                request.getHeader("webhook-id"),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                bytes(context),
                real.instant());
    if (forged.isPresent()) {
      book.count(Count.BAD_SIGNATURES);
      problem(context, 401, forged.get());
    }
    return forged.isPresent();
  }

  /** What the body says; null when it is nothing of the kind, and then it is answered. */
  private <T> @Nullable T parsed(RoutingContext context, String kind, Function<byte[], T> parser) {
    try {
      return parser.apply(bytes(context));
    } catch (IllegalArgumentException e) {
      book.count(Count.MALFORMED);
      problem(context, 400, "No " + kind + ": " + e.getMessage());
      return null;
    }
  }

  private static byte[] bytes(RoutingContext context) {
    return context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
  }

  private void answer(RoutingContext context, Mood mood, int status, JsonObject body) {
    if (mood == Mood.SILENT_AFTER_CREATE) {
      return;
    }
    if (mood == Mood.DROP_AFTER_CREATE) {
      drop(context.request());
      return;
    }
    Runnable answer = () -> json(context, status, body);
    if (mood == Mood.LATE) {
      long millis = Math.max(1, options.misbehaviour().lateness().toMillis());
      context.vertx().setTimer(millis, timer -> answer.run());
    } else {
      answer.run();
    }
  }

  private void get(RoutingContext context) {
    String reference = context.request().getParam("external_reference");
    if (reference == null) {
      json(context, 200, StandInSummary.json(options.kind(), book));
      return;
    }
    book.count(Count.LOOKUPS);
    if (!options.kind().lookup()) {
      problem(context, 404, "This system cannot be asked for an external reference");
      return;
    }
    JsonArray items = new JsonArray();
    List<StandInOrder> found = book.createdFor(reference);
    found.forEach(order -> items.add(new JsonObject().put("id", order.id())));
    json(context, 200, new JsonObject().put("items", items));
  }

  private void retryLater(RoutingContext context, int status) {
    context
        .response()
        .putHeader("Retry-After", Integer.toString(options.misbehaviour().retryAfterSeconds()));
    problem(context, status, "Busy: the stand-in is told to be");
  }

  private static void drop(HttpServerRequest request) {
    request.connection().close();
  }

  private static void problem(RoutingContext context, int status, String detail) {
    context.response().putHeader("Content-Type", "application/problem+json");
    context
        .response()
        .setStatusCode(status)
        .end(new JsonObject().put("status", status).put("detail", detail).toBuffer());
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    if (!context.response().closed()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end(body.toBuffer());
    }
  }
}
