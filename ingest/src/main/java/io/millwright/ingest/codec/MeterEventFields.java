package io.millwright.ingest.codec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of what happened to a counter: it was replaced, or a reading of it was wrong. */
final class MeterEventFields extends ElementFields {
  private static final String REPLACED = "replaced";
  private static final String CORRECTED = "corrected";

  private @Nullable String meter;
  private @Nullable String event;
  private double oldFinal;
  private double newInitial;
  private double oldValue;
  private double newValue;

  @Override
  String listName() {
    return "events";
  }

  @Override
  String example() {
    return "{\"asset\":\"EX-104\",\"meter\":\"engine_hours\",\"event\":\"replaced\","
        + "\"time\":\"2026-11-23T01:02:03Z\",\"old_final\":18234.5,\"new_initial\":0}, or"
        + " \"event\":\"corrected\" with \"old_value\" and \"new_value\"";
  }

  @Override
  void clear() {
    meter = null;
    event = null;
    oldFinal = Double.NaN;
    newInitial = Double.NaN;
    oldValue = Double.NaN;
    newValue = Double.NaN;
  }

  @Override
  void take(String field, JsonParser parser) {
    switch (field) {
      case "meter" -> meter = name(field, parser);
      case "event" -> event = event(parser);
      case "old_final" -> oldFinal = number(field, parser);
      case "new_initial" -> newInitial = number(field, parser);
      case "old_value" -> oldValue = number(field, parser);
      case "new_value" -> newValue = number(field, parser);
      default -> {
        // Unknown fields are ignored, so that gateways can send more than we know.
      }
    }
  }

  @Override
  void finish(Decoded into) {
    String asset = asset();
    boolean correction = CORRECTED.equals(event);
    double before = correction ? oldValue : oldFinal;
    double after = correction ? newValue : newInitial;
    if (asset != null
        && meter != null
        && event != null
        && hasTime()
        && !Double.isNaN(before)
        && !Double.isNaN(after)) {
      if (correction) {
        into.corrections().add(new DecodedCorrection(asset, meter, timeMillis(), before, after));
      } else {
        into.replacements().add(new DecodedReplacement(asset, meter, timeMillis(), before, after));
      }
      return;
    }
    if (asset == null) {
      missing("asset");
    }
    if (meter == null) {
      missing("meter");
    }
    if (event == null) {
      missing("event");
    }
    if (!hasTime()) {
      missing("time");
    }
    if (Double.isNaN(before)) {
      missing(correction ? "old_value" : "old_final");
    }
    if (Double.isNaN(after)) {
      missing(correction ? "new_value" : "new_initial");
    }
  }

  private @Nullable String event(JsonParser parser) {
    String word = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
    if (word.equals(REPLACED) || word.equals(CORRECTED)) {
      return word;
    }
    wrong("event", "\"replaced\" or \"corrected\"");
    return null;
  }
}
