package io.millwright.ingest.api;

import io.millwright.ingest.plans.PlanSource;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a request to change the plans: a plan file, and who sends it. */
final class PlanBody {
  private static final Set<String> TYPES =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "application/json");
  private static final int LONGEST_NAME = 200;
  private static final Pattern VERSION = Pattern.compile("\"?([0-9]{1,9})\"?");

  /**
   * The request.
   *
   * @param source the file
   * @param instead the version it is to replace; null for any
   */
  record Request(PlanSource source, @Nullable Integer instead) {}

  private PlanBody() {}

  /**
   * Reads the request.
   *
   * @throws ProblemException 415 when the body is no YAML, 400 when a parameter is wrong
   */
  static Request of(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(media)) {
      throw new ProblemException(
          415, "Unsupported media type", "Send the plan file with Content-Type: application/yaml");
    }
    QueryParameters query = new QueryParameters(context.queryParams(), List.of("by", "file"));
    Buffer body = context.body().buffer();
    String text = body == null ? "" : body.toString(StandardCharsets.UTF_8);
    return new Request(
        new PlanSource(text, name(query, "file"), name(query, "by")),
        version(context.request().getHeader(HttpHeaders.IF_MATCH)));
  }

  private static String name(QueryParameters query, String parameter) {
    String name = Objects.requireNonNullElse(query.text(parameter), "");
    if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw ProblemException.badRequest(
          "'" + parameter + "' may have " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private static @Nullable Integer version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    Matcher version = VERSION.matcher(ifMatch);
    if (!version.matches()) {
      throw ProblemException.badRequest(
          "If-Match must be the version to replace, such as \"3\": the ETag of GET /v1/plans");
    }
    return Integer.valueOf(version.group(1));
  }

  /** What the file says. */
  static PlanSet rules(PlanSource source) throws PlanException {
    return PlanReader.read(source.text());
  }
}
