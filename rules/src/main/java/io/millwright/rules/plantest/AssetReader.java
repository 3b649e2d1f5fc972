package io.millwright.rules.plantest;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the asset of a test: as in a registry, but only what the rules look at. */
final class AssetReader {
  private static final int MIDDLE = 3;

  private final Values values;

  AssetReader(Values values) {
    this.values = values;
  }

  /** Reads it; null when something is wrong with it. */
  @Nullable Asset read(JsonNode node) {
    int before = values.problems.size();
    List<Meter> meters = new ArrayList<>();
    for (JsonNode meter : node.get("meters")) {
      Meter made = meter(meter);
      if (made != null) {
        meters.add(made);
      }
    }
    String tag = node.path("tag").asString("TEST-1");
    ZoneId zone = node.has("zone") ? values.read(node.get("zone"), AssetReader::zone) : utc();
    if (zone == null || values.problems.size() > before) {
      return null;
    }
    Ownership ownership = Ownership.of(node.path("ownership").asString("owned"));
    String assetClass = node.get("class").asString();
    return values.made(
        node,
        () ->
            new Asset(
                tag,
                tag,
                assetClass,
                null,
                zone,
                ownership,
                MIDDLE,
                null,
                VisitDetails.NONE,
                meters));
  }

  private static ZoneId utc() {
    return ZoneId.of("UTC");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time zone: write UTC or Europe/Oslo", e);
    }
  }

  private @Nullable Meter meter(JsonNode node) {
    MeterKind kind = MeterKind.of(node.get("kind").asString());
    String name = node.get("name").asString();
    boolean unitless = kind == MeterKind.STATE || kind == MeterKind.FAULT;
    if (!node.has("unit") && !unitless) {
      values.complain(node, "meter " + name + ": 'unit' is missing, such as h or degC");
      return null;
    }
    Double rollover = node.has("rollover") ? node.get("rollover").asDouble() : null;
    String unit = node.path("unit").asString("1");
    Meter.Reports reports = Meter.Reports.of(node.path("reports").asString("total"));
    return values.made(node, () -> new Meter(name, kind, unit, reports, rollover));
  }
}
