package io.millwright.sim.fleet;

import io.millwright.rules.model.Asset;

/**
 * A machine of the fleet.
 *
 * @param kind what it is
 * @param asset how the registry describes it
 * @param ordinal its number among its kind, from 0
 */
public record SimAsset(MachineKind kind, Asset asset, int ordinal) {
  /**
   * Returns its identity.
   *
   * @return the tag
   */
  public String tag() {
    return asset.tag();
  }
}
