package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the rules see of an asset: the fold of its log depends on it.
 *
 * @param assetClass the class plans apply to
 * @param zone the id of its time zone
 * @param ownership its word
 * @param meters in the order of their indices
 */
record Definition(String assetClass, String zone, String ownership, List<MeterDefinition> meters) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A meter, in the words of its row. */
  record MeterDefinition(
      String name, String kind, String unit, String reports, @Nullable Double rolloverPoint) {
    static MeterDefinition of(Meter meter) {
      return new MeterDefinition(
          meter.name(),
          meter.kind().word(),
          meter.unit(),
          meter.reports().word(),
          meter.rolloverPoint());
    }

    Meter meter() {
      return new Meter(name, MeterKind.of(kind), unit, Meter.Reports.of(reports), rolloverPoint);
    }
  }

  static Definition of(Asset asset) {
    return new Definition(
        asset.assetClass(),
        asset.zone().getId(),
        asset.ownership().word(),
        asset.meters().stream().map(MeterDefinition::of).toList());
  }

  static Definition ofJson(String json) {
    return JSON.readValue(json, Definition.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  /** The asset as it was by this definition; whatever the rules do not see is as it is now. */
  Asset of(Asset now, List<Meter> its) {
    return new Asset(
        now.tag(),
        now.name(),
        assetClass,
        now.site(),
        ZoneId.of(zone),
        Ownership.of(ownership),
        now.criticality(),
        now.parent(),
        now.visit(),
        its);
  }
}
