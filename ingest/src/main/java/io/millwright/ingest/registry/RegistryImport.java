package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import java.util.List;

/**
 * The content of a registry document.
 *
 * @param assets tags are unique
 * @param gateways ids are unique
 */
public record RegistryImport(List<Asset> assets, List<GatewaySpec> gateways) {
  /** Takes copies of the lists. */
  public RegistryImport {
    assets = List.copyOf(assets);
    gateways = List.copyOf(gateways);
  }
}
