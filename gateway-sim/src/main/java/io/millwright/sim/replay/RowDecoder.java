package io.millwright.sim.replay;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import io.millwright.sim.contract.MeterReading;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;

/** Turns rows into readings by a mapping. */
final class RowDecoder {
  private final Mapping mapping;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * Looks up the columns.
   *
   * @param header the column names, or nothing when columns are numbered
   * @throws IllegalArgumentException when the mapping names a column that is not there
   */
  RowDecoder(Mapping mapping, List<String> header) {
    this.mapping = mapping;
    mapping.asset().columns().forEach(column -> resolve(column, header));
    resolve(mapping.time().column(), header);
    mapping.meters().forEach(meter -> resolve(meter.column(), header));
  }

  private void resolve(String column, List<String> header) {
    int index = header.indexOf(column);
    if (index < 0 && !column.isEmpty() && column.chars().allMatch(Character::isDigit)) {
      index = Integer.parseInt(column) - 1;
    }
    if (index < 0) {
      throw new IllegalArgumentException(
          header.isEmpty()
              ? "Column '" + column + "' is no number from 1, and the mapping says header: false"
              : "There is no column '" + column + "'; the header has " + header);
    }
    indexes.put(column, index);
  }

  /** The tag of the asset a row belongs to. */
  String tag(Row row) throws BrokenRow {
    return fill(mapping.asset().tag(), row);
  }

  /** The readings of a row, all of one time. */
  List<MeterReading> readings(Row row) throws BrokenRow {
    String tag = tag(row);
    try {
      Instant time = mapping.time().at(cell(row, mapping.time().column()));
      List<MeterReading> readings = new ArrayList<>(mapping.meters().size());
      for (MeterColumn meter : mapping.meters()) {
        double value = number(cell(row, meter.column()), meter);
        readings.add(new MeterReading(tag, meter.name(), time, value, meter.unit(), false));
      }
      return readings;
    } catch (IllegalArgumentException e) {
      throw new BrokenRow(row.line(), String.valueOf(e.getMessage()));
    }
  }

  /** The asset a row belongs to, as the registry is to know it. */
  Asset asset(Row row) throws BrokenRow {
    AssetPattern pattern = mapping.asset();
    String tag = tag(row);
    return new Asset(
        tag,
        pattern.name() == null ? tag : fill(pattern.name(), row),
        pattern.assetClass(),
        pattern.site(),
        ZoneId.of(Objects.requireNonNullElse(pattern.zone(), "UTC")),
        Ownership.of(Objects.requireNonNullElse(pattern.ownership(), "owned")),
        Objects.requireNonNullElse(pattern.criticality(), 3),
        null,
        VisitDetails.NONE,
        mapping.meters().stream().map(MeterColumn::meter).toList());
  }

  private String fill(String pattern, Row row) throws BrokenRow {
    Matcher matcher = AssetPattern.CELL.matcher(pattern);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String cell = cell(row, matcher.group(1));
      if (cell.isBlank()) {
        throw new BrokenRow(
            row.line(), "column " + matcher.group(1) + " is empty: whose row is it?");
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(cell));
    }
    return matcher.appendTail(filled).toString();
  }

  private String cell(Row row, String column) throws BrokenRow {
    Integer index = indexes.get(column);
    if (index == null || index >= row.cells().size()) {
      throw new BrokenRow(
          row.line(), "has " + row.cells().size() + " columns, there is no column " + column);
    }
    return row.cells().get(index);
  }

  private static double number(String cell, MeterColumn meter) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "column " + meter.column() + " (" + meter.name() + "): '" + cell + "' is no number", e);
    }
  }
}
