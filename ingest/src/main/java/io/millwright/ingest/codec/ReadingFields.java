package io.millwright.ingest.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of a reading. */
final class ReadingFields extends ElementFields {
  private static final int UNIT_LIMIT = 200;

  private @Nullable String meter;
  private double value;
  private @Nullable String unit;
  private @Nullable Quality quality;
  private boolean historical;

  @Override
  String listName() {
    return "readings";
  }

  @Override
  String example() {
    return "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"time\":\"2026-11-23T01:02:03Z\","
        + "\"value\":1234.5}";
  }

  @Override
  void clear() {
    meter = null;
    value = Double.NaN;
    unit = null;
    quality = Quality.GOOD;
    historical = false;
  }

  @Override
  void take(String field, JsonParser parser) {
    boolean absent = parser.currentToken() == JsonToken.VALUE_NULL;
    switch (field) {
      case "meter" -> meter = name(field, parser);
      case "value" -> value = value(parser);
      case "unit" -> unit = absent ? null : text(field, parser, UNIT_LIMIT);
      case "quality" -> quality = absent ? Quality.GOOD : quality(parser);
      case "historical" -> historical = !absent && Boolean.TRUE.equals(bool(field, parser));
      default -> {
        // Unknown fields are ignored, so that gateways can send more than we know.
      }
    }
  }

  @Override
  void finish(Decoded into) {
    String asset = asset();
    if (asset != null && meter != null && quality != null && hasTime() && !Double.isNaN(value)) {
      into.readings()
          .add(new DecodedReading(asset, meter, timeMillis(), value, unit, quality, historical));
      return;
    }
    if (asset == null) {
      missing("asset");
    }
    if (meter == null) {
      missing("meter");
    }
    if (!hasTime()) {
      missing("time");
    }
    if (Double.isNaN(value)) {
      missing("value");
    }
  }

  private double value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> 1;
      case VALUE_FALSE -> 0;
      default -> number("value", parser);
    };
  }

  private @Nullable Quality quality(JsonParser parser) {
    Quality known =
        parser.currentToken() == JsonToken.VALUE_STRING ? Quality.of(parser.getString()) : null;
    if (known == null) {
      wrong("quality", "\"good\", \"uncertain\" or \"bad\"");
    }
    return known;
  }
}
