package io.millwright.ingest.codec.topics;

import java.util.Locale;

/** What the payloads of a topic are. */
enum Notation {
  /** A number, a boolean or a text with one of these. */
  VALUE(false),
  /** JSON whose readings a rule's pointers find. */
  JSON(true),
  /**
   * Telegraf's output {@code data_format = "json"}, one metric or a batch:
   * plugins/serializers/json/README.md in influxdata/telegraf.
   */
  TELEGRAF(true),
  /** ThingsBoard's MQTT gateway API, {@code v1/gateway/telemetry} and {@code /attributes}. */
  THINGSBOARD_GATEWAY(true),
  /** ThingsBoard's MQTT device API, {@code v1/devices/me/telemetry} and {@code /attributes}. */
  THINGSBOARD_DEVICE(true),
  /** Taken and thrown away, because the file says so. */
  IGNORE(false);

  private final boolean json;

  Notation(boolean json) {
    this.json = json;
  }

  boolean isJson() {
    return json;
  }

  /** As the file writes it, such as {@code thingsboard-gateway}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The notation of a word that the schema allows. */
  static Notation of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
