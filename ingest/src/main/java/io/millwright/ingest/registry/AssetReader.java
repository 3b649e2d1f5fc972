package io.millwright.ingest.registry;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes assets and their meters of one document's nodes. */
final class AssetReader {
  /** The keys of an asset, and the columns of a CSV file. */
  static final List<String> KEYS =
      List.of(
          "tag",
          "name",
          "class",
          "site",
          "zone",
          "ownership",
          "criticality",
          "parent",
          "account",
          "location",
          "contact",
          "territory",
          "meters");

  private static final List<String> METER_KEYS =
      List.of("name", "kind", "unit", "reports", "rollover");
  private static final List<String> KINDS =
      Arrays.stream(MeterKind.values()).map(MeterKind::word).toList();
  private static final List<String> REPORTS =
      Arrays.stream(Meter.Reports.values()).map(Meter.Reports::word).toList();
  private static final List<String> OWNERSHIPS =
      Arrays.stream(Ownership.values()).map(Ownership::word).toList();

  /** Beyond this a double no longer counts in single steps. */
  private static final double MAX_ROLLOVER = 1e15;

  private static final ZoneId UTC = ZoneId.of("UTC");

  private final Findings findings;
  private final Map<String, Position> tags = new HashMap<>();

  AssetReader(Findings findings) {
    this.findings = findings;
  }

  /** Returns the asset, or null when it has findings that leave nothing to build. */
  @Nullable Asset read(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      findings.add(node.at(), "an asset must be an object, not " + node.what());
      return null;
    }
    Fields fields = new Fields(mapping, "an asset", KEYS, findings);
    String tag = fields.required("tag");
    String name = fields.label("name");
    String assetClass = fields.required("class");
    String site = fields.label("site");
    ZoneId zone = zone(fields);
    String ownership = oneOf(fields, "ownership", OWNERSHIPS);
    int criticality = criticality(fields);
    String parent = fields.label("parent");
    VisitDetails visit =
        new VisitDetails(
            fields.label("account"),
            fields.note("location"),
            fields.note("contact"),
            fields.label("territory"));
    List<Meter> meters = meters(fields);
    if (tag != null) {
      Position earlier = tags.putIfAbsent(tag, fields.at("tag"));
      if (earlier != null) {
        findings.add(
            fields.at("tag"), "asset '" + tag + "' is already given at line " + earlier.line());
      }
      if (tag.equals(parent)) {
        findings.add(fields.at("parent"), "asset '" + tag + "' cannot be its own parent");
      }
    }
    if (tag == null || assetClass == null || ownership == null) {
      return null;
    }
    return new Asset(
        tag,
        name == null ? tag : name,
        assetClass,
        site,
        zone,
        Ownership.of(ownership),
        criticality,
        parent,
        visit,
        meters);
  }

  private List<Meter> meters(Fields asset) {
    List<Node> nodes = asset.list("meters");
    Map<String, Meter> meters = new HashMap<>();
    List<Meter> ordered = new ArrayList<>();
    for (Node node : nodes == null ? List.<Node>of() : nodes) {
      if (!(node instanceof Node.Mapping mapping)) {
        findings.add(node.at(), "a meter must be an object, not " + node.what());
        continue;
      }
      Fields fields = new Fields(mapping, "a meter", METER_KEYS, findings);
      Meter meter = meter(fields);
      if (meter != null && meters.putIfAbsent(meter.name(), meter) != null) {
        findings.add(fields.at("name"), "meter '" + meter.name() + "' is given twice");
      } else if (meter != null) {
        ordered.add(meter);
      }
    }
    return ordered;
  }

  private @Nullable Meter meter(Fields fields) {
    String name = fields.required("name");
    String kindWord = oneOf(fields, "kind", KINDS);
    MeterKind kind = kindWord == null ? null : MeterKind.of(kindWord);
    // A state or a fault code has no dimension: UCUM's unity.
    String unit =
        kind == MeterKind.STATE || kind == MeterKind.FAULT
            ? fields.label("unit")
            : fields.required("unit");
    Double rollover = fields.number("rollover");
    if (rollover != null && !(rollover > 0 && rollover <= MAX_ROLLOVER)) {
      findings.add(fields.at("rollover"), "'rollover' must be above 0 and at most 1e15");
      return null;
    }
    if (rollover != null && kind != null && kind != MeterKind.COUNTER) {
      findings.add(
          fields.at("rollover"),
          "only a counter has a rollover point, this is a " + kind.word() + ": leave it out");
      return null;
    }
    Meter.Reports reports = reports(fields, kind);
    if (name == null || kind == null || reports == null) {
      return null;
    }
    if (rollover != null && reports == Meter.Reports.DELTA) {
      findings.add(
          fields.at("rollover"), "increases do not roll over: leave it out with 'reports: delta'");
      return null;
    }
    return new Meter(name, kind, unit == null ? "1" : unit, reports, rollover);
  }

  private Meter.@Nullable Reports reports(Fields fields, @Nullable MeterKind kind) {
    if (fields.label("reports") == null) {
      return Meter.Reports.TOTAL;
    }
    String word = oneOf(fields, "reports", REPORTS);
    if (word == null || !REPORTS.contains(word)) {
      return null;
    }
    Meter.Reports reports = Meter.Reports.of(word);
    if (reports == Meter.Reports.DELTA && kind != null && kind != MeterKind.COUNTER) {
      findings.add(
          fields.at("reports"),
          "only a counter reports increases, this is a " + kind.word() + ": leave it out");
      return null;
    }
    return reports;
  }

  private @Nullable String oneOf(Fields fields, String key, List<String> words) {
    String word = fields.required(key);
    if (word == null || words.contains(word)) {
      return word;
    }
    findings.add(
        fields.at(key),
        "'"
            + key
            + "' must be one of "
            + String.join(", ", words)
            + ", not '"
            + word
            + "'"
            + Spelling.hint(word, words));
    return null;
  }

  private ZoneId zone(Fields fields) {
    String zone = fields.label("zone");
    if (zone == null) {
      return UTC;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      findings.add(
          fields.at("zone"),
          "'"
              + zone
              + "' is not a time zone: write one like Europe/Oslo or +02:00"
              + Spelling.hint(zone, ZoneId.getAvailableZoneIds()));
      return UTC;
    }
  }

  private int criticality(Fields fields) {
    Double number = fields.number("criticality");
    if (number == null) {
      return 3;
    }
    if (number != Math.rint(number) || number < 1 || number > 5) {
      findings.add(fields.at("criticality"), "'criticality' must be 1 (most) to 5 (least)");
      return 3;
    }
    return number.intValue();
  }
}
