package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An asset as it is stored. Immutable.
 *
 * @param id its row
 * @param asset what it is; its meters are in the order of their indices
 * @param meters the same meters by name
 * @param gateways the gateways that may publish for it
 */
public record RegisteredAsset(
    int id, Asset asset, Map<String, RegisteredMeter> meters, Set<String> gateways) {

  /** Takes copies. */
  public RegisteredAsset {
    meters = Map.copyOf(meters);
    gateways = Set.copyOf(gateways);
  }

  /**
   * Finds a meter.
   *
   * @param name its name
   * @return the meter, or null when the asset has none of this name
   */
  public @Nullable RegisteredMeter meter(String name) {
    return meters.get(name);
  }

  /**
   * Tells whether a gateway is bound to this asset.
   *
   * @param gateway its id
   * @return whether it may publish readings, faults and events of this asset
   */
  public boolean mayPublish(String gateway) {
    return gateways.contains(gateway);
  }
}
