package io.millwright.ingest.api;

import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Tells a caller everything that is wrong with a plan file, at once. */
final class PlanProblems {
  private PlanProblems() {}

  /**
   * Ends the exchange with 422 and an {@code errors} array, or fails it with any other failure.
   *
   * @param context the exchange
   * @param failure what reading the file threw
   */
  static void send(RoutingContext context, Throwable failure) {
    if (failure instanceof PlanException invalid) {
      JsonArray errors = new JsonArray();
      for (PlanProblem problem : invalid.problems()) {
        errors.add(
            new JsonObject()
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.message()));
      }
      refuse(context, errors);
    } else {
      context.fail(failure);
    }
  }

  /** Ends the exchange with 422 for what has no place in the file. */
  static void sentences(RoutingContext context, List<String> problems) {
    JsonArray errors = new JsonArray();
    problems.forEach(problem -> errors.add(new JsonObject().put("message", problem)));
    refuse(context, errors);
  }

  private static void refuse(RoutingContext context, JsonArray errors) {
    Problem.send(
        context,
        422,
        "Plan file refused",
        "The active plans go on: correct the errors and send the file again",
        errors);
  }
}
