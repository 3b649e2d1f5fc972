package io.millwright.sim.replay;

import io.millwright.rules.model.Asset;
import io.millwright.sim.contract.RegistryFile;
import io.millwright.sim.contract.SimPassword;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the assets of a data set and describes them as a registry file. */
public final class ReplayRegistry {
  private ReplayRegistry() {}

  /**
   * Reads a data set once for its assets.
   *
   * @param file the data set
   * @param mapping how to read it
   * @param gateways how many gateways share the assets
   * @param seed the seed of the gateways' passwords
   * @return assets, meters and gateways; broken rows name none
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when the mapping names a column that is not there
   */
  public static RegistryFile scan(Path file, Mapping mapping, int gateways, long seed)
      throws IOException {
    Map<String, Asset> assets = new LinkedHashMap<>();
    try (RowReader rows = new RowReader(file, mapping)) {
      RowDecoder decoder = new RowDecoder(mapping, rows.header());
      boolean more = true;
      while (more) {
        more = addNext(rows, decoder, assets);
      }
    }
    GatewayShare share = new GatewayShare(gateways);
    Map<Integer, List<String>> bound = new TreeMap<>();
    RegistryFile registry = new RegistryFile();
    for (Asset asset : assets.values()) {
      registry.asset(asset);
      bound.computeIfAbsent(share.of(asset.tag()), number -> new ArrayList<>()).add(asset.tag());
    }
    bound.forEach(
        (number, tags) -> {
          String gateway = mapping.gatewayId(number);
          registry.gateway(gateway, SimPassword.of(seed, gateway), tags);
        });
    return registry;
  }

  private static boolean addNext(RowReader rows, RowDecoder decoder, Map<String, Asset> assets)
      throws IOException {
    try {
      @Nullable Row row = rows.next();
      if (row == null) {
        return false;
      }
      decoder.readings(row);
      if (!assets.containsKey(decoder.tag(row))) {
        assets.put(decoder.tag(row), decoder.asset(row));
      }
    } catch (BrokenRow e) {
      // Replay reports broken rows; here they only name no asset.
    }
    return true;
  }
}
