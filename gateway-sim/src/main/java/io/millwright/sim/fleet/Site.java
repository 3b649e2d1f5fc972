package io.millwright.sim.fleet;

import java.time.ZoneId;
import java.util.List;

/**
 * A place with one gateway.
 *
 * @param gateway the gateway's id
 * @param name what people call the place
 * @param zone its time zone: shifts and office hours follow it
 * @param assets the machines there, 4 to 7
 */
public record Site(String gateway, String name, ZoneId zone, List<SimAsset> assets) {
  /** Takes a copy. */
  public Site {
    assets = List.copyOf(assets);
  }

  /**
   * Returns the machines' tags.
   *
   * @return in order
   */
  public List<String> tags() {
    return assets.stream().map(SimAsset::tag).toList();
  }
}
