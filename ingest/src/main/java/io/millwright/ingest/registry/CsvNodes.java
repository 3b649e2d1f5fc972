package io.millwright.ingest.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads CSV (RFC 4180, comma) into the nodes a JSON document of the same assets would give: one row
 * an asset, its meters in one cell as {@code name:kind:unit:rollover:reports;...}.
 */
final class CsvNodes {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvReadFeature.TRIM_SPACES)
          .enable(CsvReadFeature.SKIP_EMPTY_LINES)
          .build();
  private static final Set<String> REQUIRED = Set.of("tag", "class", "ownership");
  private static final List<String> METER_PARTS =
      List.of("name", "kind", "unit", "rollover", "reports");

  private final Findings findings;

  CsvNodes(Findings findings) {
    this.findings = findings;
  }

  /**
   * Reads a whole file.
   *
   * @return the assets, empty when the header is unusable
   * @throws tools.jackson.core.JacksonException when a quote is not closed and the like
   */
  Node read(String text) {
    List<Node> assets = new ArrayList<>();
    try (JsonParser parser = CSV.createParser(ObjectReadContext.empty(), text)) {
      List<String> columns = header(parser);
      while (!columns.isEmpty() && parser.nextToken() == JsonToken.START_ARRAY) {
        List<Node.Text> cells = row(parser);
        if (cells.stream().anyMatch(cell -> !cell.value().isEmpty())) {
          assets.add(asset(columns, cells));
        }
      }
    }
    return new Node.Sequence(Position.START, assets);
  }

  private List<String> header(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      findings.add(Position.START, "the file is empty: the first row names the columns");
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    boolean usable = true;
    for (Node.Text cell : row(parser)) {
      String name = cell.value();
      if (!AssetReader.KEYS.contains(name)) {
        String separators =
            name.contains(";") || name.contains("\t") ? ": separate columns by commas" : "";
        findings.add(
            cell.at(),
            "unknown column '" + name + "'" + separators + Spelling.hint(name, AssetReader.KEYS));
        usable = false;
      } else if (columns.contains(name)) {
        findings.add(cell.at(), "column '" + name + "' is there twice");
        usable = false;
      }
      columns.add(name);
    }
    for (String name : REQUIRED) {
      if (!columns.contains(name) && usable) {
        findings.add(Position.START, "column '" + name + "' is missing");
        usable = false;
      }
    }
    return usable ? columns : List.of();
  }

  private static List<Node.Text> row(JsonParser parser) {
    List<Node.Text> cells = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      TokenStreamLocation at = parser.currentTokenLocation();
      cells.add(new Node.Text(new Position(at.getLineNr(), at.getColumnNr()), parser.getString()));
    }
    return cells;
  }

  private Node asset(List<String> columns, List<Node.Text> cells) {
    if (cells.size() > columns.size()) {
      findings.add(
          cells.get(columns.size()).at(),
          "the row has more cells than the header: put a text that has a comma in quotes");
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
      Node.Text cell = cells.get(i);
      if (!cell.value().isEmpty()) {
        Node value =
            switch (columns.get(i)) {
              case "criticality" -> numeric(cell);
              case "meters" -> meters(cell);
              default -> cell;
            };
        entries.put(columns.get(i), new Node.Entry(cell.at(), value));
      }
    }
    return new Node.Mapping(cells.get(0).at(), entries);
  }

  private Node meters(Node.Text cell) {
    List<Node> meters = new ArrayList<>();
    for (String spec : cell.value().split(";", -1)) {
      if (!spec.isBlank()) {
        meters.add(meter(cell.at(), spec.strip()));
      }
    }
    return new Node.Sequence(cell.at(), meters);
  }

  private Node meter(Position at, String spec) {
    String[] parts = spec.split(":", -1);
    if (parts.length > METER_PARTS.size()) {
      findings.add(
          at,
          "meter '"
              + spec
              + "': write name:kind:unit, name:kind:unit:rollover or name:counter:unit::delta");
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(parts.length, METER_PARTS.size()); i++) {
      Node.Text part = new Node.Text(at, parts[i].strip());
      if (!part.value().isEmpty()) {
        entries.put(METER_PARTS.get(i), new Node.Entry(at, i == 3 ? numeric(part) : part));
      }
    }
    return new Node.Mapping(at, entries);
  }

  private static Node numeric(Node.Text cell) {
    double number = NodeReader.number(cell.value());
    return Double.isNaN(number) ? cell : new Node.Num(cell.at(), number);
  }
}
