package io.millwright.rules.fold;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The meters of an asset: its own, and those that are derived from them.
 *
 * @param watches its own, in their order
 * @param byName all that rules can refer to
 * @param derived the names of those that no reading may name
 * @param unbound what the plan file says of meters and does not fit
 */
record AssetMeters(
    List<MeterWatch> watches,
    Map<String, MeterWatch> byName,
    Set<String> derived,
    List<UnboundMeter> unbound) {

  /** Copies what it is given: copies are small. */
  AssetMeters {
    watches = List.copyOf(watches);
    byName = Map.copyOf(byName);
    derived = Set.copyOf(derived);
    unbound = List.copyOf(unbound);
  }

  /** The asset's own meter of a name; null when it has none. */
  @Nullable MeterWatch own(String name) {
    return derived.contains(name) ? null : byName.get(name);
  }

  /** Why a rule cannot have the meter of a name. */
  String missing(Asset asset, String name) {
    String why =
        unbound.stream()
            .filter(one -> one.meter().equals(name))
            .map(one -> ": " + one.reason())
            .findFirst()
            .orElse(asset.meters().isEmpty() ? " (it has none at all)" : has(asset));
    return asset.tag() + " has no meter " + name + why;
  }

  private static String has(Asset asset) {
    return asset.meters().stream()
        .map(Meter::name)
        .collect(Collectors.joining(", ", " (it has ", ")"));
  }
}
