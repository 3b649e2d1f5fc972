package io.millwright.ingest.api;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;

/** The asset that a request names. */
final class KnownAsset {
  private KnownAsset() {}

  /**
   * Looks it up.
   *
   * @param registry the assets
   * @param tag the asset's tag
   * @return the asset
   * @throws ProblemException 404 when there is none of that tag
   */
  static RegisteredAsset of(Registry registry, String tag) {
    RegisteredAsset asset = registry.asset(tag);
    if (asset == null) {
      throw ProblemException.notFound("There is no asset '" + tag + "': import it first");
    }
    return asset;
  }
}
