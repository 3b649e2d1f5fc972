package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry in the notation it is read in, as maps and lists that any JSON writer takes. */
public final class RegistryJson {
  private RegistryJson() {}

  /**
   * Returns a whole document, passwords included: for the request, never for a log or an answer.
   *
   * @param document what it is to say
   * @return an object with {@code assets} and {@code gateways}
   */
  public static Map<String, Object> document(RegistryImport document) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("assets", document.assets().stream().map(RegistryJson::asset).toList());
    json.put("gateways", document.gateways().stream().map(RegistryJson::gateway).toList());
    return json;
  }

  /**
   * Returns an asset; fields without a value are left out.
   *
   * @param asset the asset
   * @return a new map
   */
  public static Map<String, Object> asset(Asset asset) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tag", asset.tag());
    json.put("name", asset.name());
    json.put("class", asset.assetClass());
    put(json, "site", asset.site());
    json.put("zone", asset.zone().getId());
    json.put("ownership", asset.ownership().word());
    json.put("criticality", asset.criticality());
    put(json, "parent", asset.parent());
    put(json, "account", asset.visit().account());
    put(json, "location", asset.visit().location());
    put(json, "contact", asset.visit().contact());
    put(json, "territory", asset.visit().territory());
    json.put("meters", asset.meters().stream().map(RegistryJson::meter).toList());
    return json;
  }

  private static Map<String, Object> meter(Meter meter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", meter.name());
    json.put("kind", meter.kind().word());
    json.put("unit", meter.unit());
    if (meter.reports() != Meter.Reports.TOTAL) {
      json.put("reports", meter.reports().word());
    }
    put(json, "rollover", meter.rolloverPoint());
    return json;
  }

  private static Map<String, Object> gateway(GatewaySpec gateway) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", gateway.id());
    put(json, "password", gateway.password());
    put(json, "password_hash", gateway.passwordHash());
    put(json, "enabled", gateway.enabled());
    List<String> assets = gateway.assets();
    put(json, "assets", assets);
    put(json, "certificate", gateway.certificate());
    limits(json, gateway.limits());
    return json;
  }

  private static void limits(Map<String, Object> json, GatewayLimits limits) {
    put(json, "max_connections", limits.connections());
    put(json, "max_messages_per_second", limits.messagesPerSecond());
    put(json, "max_bytes_per_second", limits.bytesPerSecond());
  }

  private static void put(Map<String, Object> json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }
}
