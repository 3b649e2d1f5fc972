package io.millwright.sim.fleet;

import io.millwright.sim.contract.RegistryFile;
import io.millwright.sim.contract.SimPassword;

/** A fleet as a registry file. */
public final class FleetFiles {
  private FleetFiles() {}

  /**
   * Describes a fleet's assets and gateways.
   *
   * @param model the fleet
   * @return its registry; the gateways' passwords are those of {@link SimPassword} for its seed
   */
  public static RegistryFile registry(FleetModel model) {
    RegistryFile registry = new RegistryFile();
    for (Site site : model.sites()) {
      site.assets().forEach(asset -> registry.asset(asset.asset()));
      registry.gateway(site.gateway(), SimPassword.of(model.seed(), site.gateway()), site.tags());
    }
    return registry;
  }
}
