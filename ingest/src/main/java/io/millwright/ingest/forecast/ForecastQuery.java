package io.millwright.ingest.forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the forecast.
 *
 * @param assetClass only assets of this class, or null
 * @param site only assets of this site, or null
 * @param rule only this plan, or null
 * @param kind only this kind, or null
 * @param until only what may be due up to then, or null
 * @param afterAsset with the next, the place after which to go on; empty for the beginning
 * @param afterRule see there
 * @param limit how many at most
 */
public record ForecastQuery(
    @Nullable String assetClass,
    @Nullable String site,
    @Nullable String rule,
    @Nullable String kind,
    @Nullable Instant until,
    String afterAsset,
    String afterRule,
    int limit) {

  List<@Nullable String> filters() {
    return Arrays.asList(assetClass, site, rule, kind);
  }
}
