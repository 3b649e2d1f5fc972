package io.millwright.ingest.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of a fault. */
final class FaultFields extends ElementFields {
  private static final int TEXT_LIMIT = 1000;

  private @Nullable String code;
  private @Nullable Boolean active;
  private @Nullable String text;

  @Override
  String listName() {
    return "faults";
  }

  @Override
  String example() {
    return "{\"asset\":\"LIFT-7\",\"code\":\"E-204\",\"time\":\"2026-11-23T01:02:03Z\","
        + "\"active\":true}";
  }

  @Override
  void clear() {
    code = null;
    active = null;
    text = null;
  }

  @Override
  void take(String field, JsonParser parser) {
    switch (field) {
      case "code" -> code = name(field, parser);
      case "active" -> active = bool(field, parser);
      case "text" ->
          text =
              parser.currentToken() == JsonToken.VALUE_NULL
                  ? null
                  : text(field, parser, TEXT_LIMIT);
      default -> {
        // Unknown fields are ignored, so that gateways can send more than we know.
      }
    }
  }

  @Override
  void finish(Decoded into) {
    String asset = asset();
    if (asset != null && code != null && active != null && hasTime()) {
      into.faults().add(new DecodedFault(asset, code, timeMillis(), active, text));
      return;
    }
    if (asset == null) {
      missing("asset");
    }
    if (code == null) {
      missing("code");
    }
    if (!hasTime()) {
      missing("time");
    }
    if (active == null) {
      missing("active");
    }
  }
}
