package io.millwright.rules.model;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of equipment, as its master system (the CMMS) describes it.
 *
 * @param tag the identity that people and systems share, such as {@code EX-104}
 * @param name what people call it
 * @param assetClass the class plans apply to, such as {@code excavator}
 * @param site where it belongs, or null
 * @param zone the site's time zone: calendar triggers count days in it
 * @param ownership whose it is
 * @param criticality 1 (most critical) to 5 (least)
 * @param parent the tag of the asset it is part of, or null
 * @param visit what a visit needs to know; empty fields hold the orders of a contracted asset
 * @param meters its meters, in a stable order, names unique
 */
public record Asset(
    String tag,
    String name,
    String assetClass,
    @Nullable String site,
    ZoneId zone,
    Ownership ownership,
    int criticality,
    @Nullable String parent,
    VisitDetails visit,
    List<Meter> meters) {

  /** Validates the tag, the criticality and the meter names. */
  public Asset {
    if (tag.isBlank()) {
      throw new IllegalArgumentException("An asset needs a tag");
    }
    if (criticality < 1 || criticality > 5) {
      throw new IllegalArgumentException(
          "Asset '" + tag + "': criticality must be 1 to 5, not " + criticality);
    }
    meters = List.copyOf(meters);
    if (meters.stream().map(Meter::name).distinct().count() != meters.size()) {
      throw new IllegalArgumentException("Asset '" + tag + "' has two meters of one name");
    }
  }

  /**
   * The same asset with other meters.
   *
   * @param others in the order of their indices
   * @return a copy
   */
  public Asset withMeters(List<Meter> others) {
    return new Asset(
        tag, name, assetClass, site, zone, ownership, criticality, parent, visit, others);
  }
}
