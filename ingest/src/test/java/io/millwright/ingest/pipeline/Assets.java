package io.millwright.ingest.pipeline;

import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An excavator, as a registry without a database would have it. */
final class Assets {
  static final RegisteredMeter HOURS =
      new RegisteredMeter(11, new Meter("hours", MeterKind.COUNTER, "h", 100_000.0), 0);
  static final RegisteredMeter COOLANT =
      new RegisteredMeter(12, Meter.of("coolant", MeterKind.GAUGE, "degC"), 1);
  static final RegisteredAsset EXCAVATOR = excavator("excavator");

  private Assets() {}

  static RegisteredAsset excavator(String assetClass) {
    Asset asset =
        new Asset(
            "EX-104",
            "Excavator 104",
            assetClass,
            null,
            ZoneOffset.UTC,
            Ownership.OWNED,
            3,
            null,
            VisitDetails.NONE,
            List.of(HOURS.meter(), COOLANT.meter()));
    return new RegisteredAsset(
        1, asset, Map.of("hours", HOURS, "coolant", COOLANT), Set.of("gw-1"), 0);
  }
}
