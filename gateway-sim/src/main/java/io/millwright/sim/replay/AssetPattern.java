package io.millwright.sim.replay;

import io.millwright.rules.model.Ownership;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose row it is. {@code {1}} or {@code {column name}} in the tag and the name stand for a cell.
 *
 * @param tag the asset's tag, such as {@code ENGINE-{1}}
 * @param name what people call it; null: the tag
 * @param assetClass its class
 * @param site where it belongs, or null
 * @param zone its time zone; null: UTC
 * @param ownership whose it is; null: owned
 * @param criticality 1 to 5; null: 3
 */
public record AssetPattern(
    String tag,
    @Nullable String name,
    @com.fasterxml.jackson.annotation.JsonProperty("class") String assetClass,
    @Nullable String site,
    @Nullable String zone,
    @Nullable String ownership,
    @Nullable Integer criticality) {

  static final Pattern CELL = Pattern.compile("\\{([^{}]+)\\}");

  /** Validates the pattern, the zone and the ownership. */
  @SuppressWarnings("ConstantValue") // the parser passes null for what a file leaves out
  public AssetPattern {
    if (tag == null || !CELL.matcher(tag).find()) {
      throw new IllegalArgumentException(
          "'tag' must name a column, such as ENGINE-{1} or {machine}; it is " + tag);
    }
    if (assetClass == null || assetClass.isBlank()) {
      throw new IllegalArgumentException("'class' is missing: plans apply to a class of assets");
    }
    if (ownership != null) {
      Ownership.of(ownership);
    }
    if (zone != null) {
      requireZone(zone);
    }
  }

  private static void requireZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'zone' must be a time zone such as Europe/Oslo, not " + zone, e);
    }
  }

  /** The columns that tag and name are made of. */
  List<String> columns() {
    String all = name == null ? tag : tag + name;
    return CELL.matcher(all).results().map(match -> match.group(1)).distinct().toList();
  }
}
