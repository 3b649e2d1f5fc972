package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
 * @param definition how often what the rules see of it has changed
 */
public record RegisteredAsset(
    int id,
    Asset asset,
    Map<String, RegisteredMeter> meters,
    Set<String> gateways,
    int definition) {

  /** Takes copies. */
  public RegisteredAsset {
    meters = Map.copyOf(meters);
    gateways = Set.copyOf(gateways);
  }

  /** The asset by another definition of it; its meters have the rows and places they have now. */
  RegisteredAsset as(Definition former, int number) {
    List<Meter> ordered = new ArrayList<>();
    Map<String, RegisteredMeter> own = new HashMap<>();
    for (Definition.MeterDefinition meter : former.meters()) {
      RegisteredMeter now = meters.get(meter.name());
      if (now == null || now.index() != ordered.size()) {
        throw new IllegalStateException(
            "Asset '" + asset.tag() + "' had a meter '" + meter.name() + "', which is gone");
      }
      ordered.add(meter.meter());
      own.put(meter.name(), new RegisteredMeter(now.id(), meter.meter(), now.index()));
    }
    return new RegisteredAsset(id, former.of(asset, ordered), own, gateways, number);
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
