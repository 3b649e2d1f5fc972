package io.millwright.sim.contract;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Assets and gateways as a registry file (docs/contracts.md, section 4). */
public final class RegistryFile {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final List<Map<String, Object>> assets = new ArrayList<>();
  private final List<Map<String, Object>> gateways = new ArrayList<>();

  /**
   * Adds an asset.
   *
   * @param asset the asset
   * @return this
   */
  public RegistryFile asset(Asset asset) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("tag", asset.tag());
    entry.put("name", asset.name());
    entry.put("class", asset.assetClass());
    putIfKnown(entry, "site", asset.site());
    entry.put("zone", asset.zone().getId());
    entry.put("ownership", asset.ownership().word());
    entry.put("criticality", asset.criticality());
    if (asset.ownership() == Ownership.CONTRACTED) {
      putIfKnown(entry, "account", asset.visit().account());
      putIfKnown(entry, "location", asset.visit().location());
      putIfKnown(entry, "contact", asset.visit().contact());
      putIfKnown(entry, "territory", asset.visit().territory());
    }
    entry.put("meters", asset.meters().stream().map(RegistryFile::meter).toList());
    assets.add(entry);
    return this;
  }

  /**
   * Adds a gateway.
   *
   * @param id its id
   * @param password its password, in the clear: the file is to be kept like one
   * @param tags the assets it may report
   * @return this
   */
  public RegistryFile gateway(String id, String password, List<String> tags) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", id);
    entry.put("password", password);
    entry.put("assets", List.copyOf(tags));
    gateways.add(entry);
    return this;
  }

  /**
   * Returns the file's content.
   *
   * @return YAML
   */
  public String yaml() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("assets", assets);
    document.put("gateways", gateways);
    return YAML.writeValueAsString(document);
  }

  /**
   * Writes the file, over an older one.
   *
   * @param file where
   * @throws IOException when it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.writeString(file, yaml());
  }

  private static Map<String, Object> meter(Meter meter) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", meter.name());
    entry.put("kind", meter.kind().word());
    entry.put("unit", meter.unit());
    if (meter.rolloverPoint() != null) {
      entry.put("rollover", meter.rolloverPoint());
    }
    return entry;
  }

  private static void putIfKnown(Map<String, Object> entry, String name, @Nullable String value) {
    if (value != null) {
      entry.put(name, value);
    }
  }
}
