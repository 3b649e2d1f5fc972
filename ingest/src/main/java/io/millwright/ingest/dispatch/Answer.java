package io.millwright.ingest.dispatch;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a target answered.
 *
 * @param status the HTTP status
 * @param retryAfter the header {@code Retry-After}, or null
 * @param body the body, cut after 64 KiB
 */
record Answer(int status, @Nullable String retryAfter, Buffer body) {
  private static final int SHOWN = 300;

  /** Whether it was accepted. */
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the target failed. */
  boolean isServerError() {
    return status >= 500;
  }

  /** Returns the body as JSON; a missing node when it is none. */
  JsonNode json() {
    try {
      return body.length() == 0
          ? MissingNode.getInstance()
          : JsonMapper.shared().readTree(body.getBytes());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns status and the beginning of the body, in one line, for people. */
  String summary() {
    String text = body.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return shown.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + shown;
  }
}
