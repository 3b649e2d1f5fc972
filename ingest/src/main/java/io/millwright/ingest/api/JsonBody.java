package io.millwright.ingest.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies in JSON. */
final class JsonBody {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /**
   * Reads an object.
   *
   * @param context the exchange, its body read
   * @return the object
   * @throws ProblemException 415 when the body is of another type, 400 when it is no JSON object,
   *     with the position of the first error
   */
  static ObjectNode object(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !isJson(type)) {
      throw new ProblemException(
          415,
          "Unsupported media type",
          "Send the body with Content-Type: application/json"
              + (type == null ? "" : ", not " + type));
    }
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw ProblemException.badRequest("The body is empty: send a JSON object");
    }
    JsonNode node = parse(body);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw ProblemException.badRequest(
        "The body must be a JSON object, not "
            + node.getNodeType().name().toLowerCase(Locale.ROOT));
  }

  /**
   * Reads a text that a person wrote, without blanks around it.
   *
   * @param node the field's value, or null when it is not there
   * @param field its name, for the complaint
   * @param longest characters
   * @throws ProblemException 400 when it is no text, empty, too long or has a NUL
   */
  static String text(@Nullable JsonNode node, String field, int longest) {
    String text = node != null && node.isString() ? node.asString().strip() : "";
    // PostgreSQL stores no NUL, and a text it cannot store would fail its batch for ever.
    if (text.isEmpty() || text.length() > longest || text.indexOf('\0') >= 0) {
      throw ProblemException.badRequest(
          "'" + field + "' must be a text of 1 to " + longest + " characters without NUL");
    }
    return text;
  }

  private static boolean isJson(String contentType) {
    String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return media.equals("application/json") || media.endsWith("+json");
  }

  private static JsonNode parse(Buffer body) {
    try {
      return JSON.readTree(body.getBytes());
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw ProblemException.badRequest(
          "The body is not JSON" + where + ": " + e.getOriginalMessage());
    }
  }
}
