package io.millwright.ingest.api;

import io.millwright.ingest.registry.InvalidRegistry;
import io.millwright.ingest.registry.RegistryError;
import io.millwright.ingest.registry.RegistryRefused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Tells a caller everything that is wrong with a registry document, at once. */
final class RegistryProblem {
  private RegistryProblem() {}

  /**
   * Ends the exchange with 422 and an {@code errors} array, or fails it with any other failure.
   *
   * @param context the exchange
   * @param failure what the registry or its reader threw
   */
  static void send(RoutingContext context, Throwable failure) {
    JsonArray errors = new JsonArray();
    if (failure instanceof InvalidRegistry invalid) {
      for (RegistryError error : invalid.errors()) {
        errors.add(
            new JsonObject()
                .put("line", error.line())
                .put("column", error.column())
                .put("message", error.message()));
      }
    } else if (failure instanceof RegistryRefused refused) {
      refused.errors().forEach(error -> errors.add(new JsonObject().put("message", error)));
    } else {
      context.fail(failure);
      return;
    }
    Problem.send(
        context,
        422,
        "Registry document refused",
        "Nothing was taken: correct the errors and send it again",
        errors);
  }
}
