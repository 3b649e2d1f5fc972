package io.millwright.sim.load;

import java.util.Locale;

/**
 * Who publishes what: assets with up to 20 meters each, shared out among the gateways in runs.
 * Meters are counters (hours) and gauges (degrees) in turn. Names are made of numbers, so that a
 * million meters take no memory. Immutable.
 */
public final class LoadFleet {
  private static final int METERS_AN_ASSET = 20;

  private final String prefix;
  private final int gateways;
  private final int meters;
  private final int perAsset;

  /**
   * A fleet.
   *
   * @param prefix of gateway ids and, in capitals, of tags
   * @param gateways 1 or more
   * @param meters as many as gateways or more
   */
  public LoadFleet(String prefix, int gateways, int meters) {
    this.prefix = prefix;
    this.gateways = gateways;
    this.meters = meters;
    this.perAsset = Math.max(1, Math.min(METERS_AN_ASSET, meters / gateways));
  }

  /** How many gateways there are. */
  public int gateways() {
    return gateways;
  }

  /** How many assets there are. */
  public int assets() {
    return (meters + perAsset - 1) / perAsset;
  }

  /**
   * The meters of an asset, from 0.
   *
   * @param asset from 0
   * @return how many; the last asset may have fewer than the others
   */
  public int metersOf(int asset) {
    return Math.min(perAsset, meters - asset * perAsset);
  }

  /** Whether the meter of that number within its asset counts; the others are gauges. */
  public static boolean isCounter(int meter) {
    return meter % 2 == 0;
  }

  /** A gateway's id, from its number. */
  public String gateway(int gateway) {
    return String.format(Locale.ROOT, "%s-%04d", prefix, gateway);
  }

  /** An asset's tag, from its number. */
  public String tag(int asset) {
    return String.format(Locale.ROOT, "%s-%06d", prefix.toUpperCase(Locale.ROOT), asset);
  }

  /** A meter's name, from its number within its asset. */
  public static String meter(int meter) {
    return "m" + meter;
  }

  /** The first asset of a gateway; its last is before the first of the next one. */
  public int firstAsset(int gateway) {
    return (int) ((long) assets() * gateway / gateways);
  }

  /**
   * The first meter of an asset, counted over all assets.
   *
   * @param asset from 0 to {@link #assets}
   * @return from 0 to the number of meters
   */
  public int firstMeter(int asset) {
    return Math.min(meters, asset * perAsset);
  }

  /** The asset that has a meter, counted over all assets. */
  public int assetOf(int meter) {
    return meter / perAsset;
  }
}
