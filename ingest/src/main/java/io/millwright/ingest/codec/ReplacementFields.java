package io.millwright.ingest.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of a meter replacement. */
final class ReplacementFields extends ElementFields {
  private @Nullable String meter;
  private boolean replaced;
  private double oldFinal;
  private double newInitial;

  @Override
  String listName() {
    return "events";
  }

  @Override
  String example() {
    return "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"event\":\"replaced\","
        + "\"time\":\"2026-11-23T01:02:03Z\",\"old_final\":18234.5,\"new_initial\":0}";
  }

  @Override
  void clear() {
    meter = null;
    replaced = false;
    oldFinal = Double.NaN;
    newInitial = Double.NaN;
  }

  @Override
  void take(String field, JsonParser parser) {
    switch (field) {
      case "meter" -> meter = name(field, parser);
      case "event" -> replaced = replaced(parser);
      case "old_final" -> oldFinal = number(field, parser);
      case "new_initial" -> newInitial = number(field, parser);
      default -> {
        // Unknown fields are ignored, so that gateways can send more than we know.
      }
    }
  }

  @Override
  void finish(Decoded into) {
    String asset = asset();
    boolean numbers = !Double.isNaN(oldFinal) && !Double.isNaN(newInitial);
    if (asset != null && meter != null && replaced && hasTime() && numbers) {
      into.replacements()
          .add(new DecodedReplacement(asset, meter, timeMillis(), oldFinal, newInitial));
      return;
    }
    if (asset == null) {
      missing("asset");
    }
    if (meter == null) {
      missing("meter");
    }
    if (!replaced) {
      missing("event");
    }
    if (!hasTime()) {
      missing("time");
    }
    if (Double.isNaN(oldFinal)) {
      missing("old_final");
    }
    if (Double.isNaN(newInitial)) {
      missing("new_initial");
    }
  }

  private boolean replaced(JsonParser parser) {
    boolean known =
        parser.currentToken() == JsonToken.VALUE_STRING && parser.getString().equals("replaced");
    if (!known) {
      wrong("event", "\"replaced\"");
    }
    return known;
  }
}
