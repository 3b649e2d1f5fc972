package io.millwright.sim.contract;

import java.io.StringWriter;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes messages as docs/contracts.md, section 1, describes them. */
public final class GatewayJson {
  private static final JsonMapper JSON = new JsonMapper();

  private GatewayJson() {}

  /**
   * A message of readings.
   *
   * @param gateway the publishing gateway
   * @param readings the readings, in the order they were taken
   * @return the message, {@code {"readings":[...]}}
   */
  public static GatewayMessage readings(String gateway, List<MeterReading> readings) {
    return message(gateway, Channel.READINGS, "readings", readings, GatewayJson::reading);
  }

  /**
   * A message of faults.
   *
   * @param gateway the publishing gateway
   * @param faults the faults, in order
   * @return the message, {@code {"faults":[...]}}
   */
  public static GatewayMessage faults(String gateway, List<Fault> faults) {
    return message(gateway, Channel.FAULTS, "faults", faults, GatewayJson::fault);
  }

  /**
   * A message of meter replacements.
   *
   * @param gateway the publishing gateway
   * @param replacements the replacements, in order
   * @return the message, {@code {"events":[...]}}
   */
  public static GatewayMessage replacements(String gateway, List<MeterReplacement> replacements) {
    return message(gateway, Channel.METERS, "events", replacements, GatewayJson::replacement);
  }

  private static <T> GatewayMessage message(
      String gateway,
      Channel channel,
      String name,
      List<T> items,
      BiConsumer<JsonGenerator, T> write) {
    StringWriter text = new StringWriter(items.size() * 110 + 20);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart(name);
      for (T item : items) {
        json.writeStartObject();
        write.accept(json, item);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return new GatewayMessage(gateway, channel, text.toString(), items.size());
  }

  private static void reading(JsonGenerator json, MeterReading reading) {
    json.writeStringProperty("asset", reading.asset());
    json.writeStringProperty("meter", reading.meter());
    json.writeStringProperty("time", reading.time().toString());
    json.writeNumberProperty("value", reading.value());
    json.writeStringProperty("unit", reading.unit());
    if (reading.historical()) {
      json.writeBooleanProperty("historical", true);
    }
  }

  private static void fault(JsonGenerator json, Fault fault) {
    json.writeStringProperty("asset", fault.asset());
    json.writeStringProperty("code", fault.code());
    json.writeStringProperty("time", fault.time().toString());
    json.writeBooleanProperty("active", fault.active());
    json.writeStringProperty("text", fault.text());
  }

  private static void replacement(JsonGenerator json, MeterReplacement replacement) {
    json.writeStringProperty("asset", replacement.asset());
    json.writeStringProperty("meter", replacement.meter());
    json.writeStringProperty("event", "replaced");
    json.writeStringProperty("time", replacement.time().toString());
    json.writeNumberProperty("old_final", replacement.oldFinal());
    json.writeNumberProperty("new_initial", replacement.newInitial());
  }
}
