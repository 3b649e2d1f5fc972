package io.millwright.ingest.api;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Typed access to the parameters of a query, each known and given once. */
final class QueryParameters {
  private final MultiMap parameters;

  /**
   * Checks the names.
   *
   * @param parameters the query's parameters
   * @param known the names it may have
   * @throws ProblemException 400 naming the one that is not known or given twice
   */
  QueryParameters(MultiMap parameters, List<String> known) {
    for (String name : parameters.names()) {
      if (!known.contains(name) || parameters.getAll(name).size() > 1) {
        throw ProblemException.badRequest(
            "Use the parameters " + String.join(", ", known) + ", each once; not '" + name + "'");
      }
    }
    this.parameters = parameters;
  }

  /** The value, null when the parameter is not given or empty. */
  @Nullable String text(String name) {
    String value = parameters.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * A whole number.
   *
   * @throws ProblemException 400 when it is none, or out of range
   */
  long number(String name, long fallback, long lowest, long highest) {
    String value = text(name);
    if (value == null) {
      return fallback;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below, like a number out of range
    }
    throw ProblemException.badRequest(
        "'" + name + "' must be a number from " + lowest + " to " + highest);
  }

  /**
   * A point in time, null when the parameter is not given.
   *
   * @throws ProblemException 400 when it is none
   */
  @Nullable Instant time(String name) {
    String value = text(name);
    try {
      // In a query an unescaped plus is a blank.
      return value == null ? null : OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.badRequest(
          "'" + name + "' must be a time with offset, such as 2026-11-23T01:02:03Z");
    }
  }

  /**
   * A truth value.
   *
   * @throws ProblemException 400 when it is neither true nor false
   */
  boolean flag(String name, boolean fallback) {
    String value = text(name);
    if (value == null) {
      return fallback;
    }
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw ProblemException.badRequest("'" + name + "' must be true or false");
  }
}
