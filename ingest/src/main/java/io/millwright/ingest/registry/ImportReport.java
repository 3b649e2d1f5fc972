package io.millwright.ingest.registry;

/**
 * What an import did.
 *
 * @param assets the assets, with their meters
 * @param gateways the gateways; one whose password is given counts as updated
 */
public record ImportReport(Counts assets, Counts gateways) {
  /**
   * How many were created, updated, or stored as given already.
   *
   * @param created new
   * @param updated changed in any field
   * @param unchanged as they were
   */
  public record Counts(int created, int updated, int unchanged) {}
}
