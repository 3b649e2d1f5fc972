package io.millwright.ingest.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads failures from CSV (RFC 4180): the first row names the columns, of {@link
 * FailureRecord#KEYS}, in any order; {@code asset}, {@code time} and {@code mode} must be there.
 */
public final class FailureFile {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvReadFeature.TRIM_SPACES)
          .enable(CsvReadFeature.SKIP_EMPTY_LINES)
          .build();
  private static final int MAX_PROBLEMS = 100;

  private final List<String> problems = new ArrayList<>();
  private final List<FailureRecord> failures = new ArrayList<>();

  private FailureFile() {}

  /**
   * Reads a whole file.
   *
   * @param name what to call it in errors
   * @param text its content
   * @return its failures, in order
   * @throws FailuresRefused with everything that is wrong, each with its line
   */
  public static List<FailureRecord> read(String name, String text) throws FailuresRefused {
    FailureFile file = new FailureFile();
    try (JsonParser parser = CSV.createParser(ObjectReadContext.empty(), text)) {
      file.rows(name, parser);
    } catch (JacksonException e) {
      file.problems.add(name + ": not CSV: " + e.getOriginalMessage());
    }
    if (!file.problems.isEmpty()) {
      throw new FailuresRefused(file.problems);
    }
    return file.failures;
  }

  private void rows(String name, JsonParser parser) {
    List<String> columns =
        parser.nextToken() == JsonToken.START_ARRAY ? row(parser).cells : List.<String>of();
    for (String column : columns) {
      if (!FailureRecord.KEYS.contains(column)) {
        problems.add(
            name
                + ":1: unknown column '"
                + column
                + "': use "
                + String.join(", ", FailureRecord.KEYS));
      }
    }
    for (String needed : List.of("asset", "time", "mode")) {
      if (!columns.contains(needed)) {
        problems.add(name + ":1: column '" + needed + "' is missing: the first row names them");
      }
    }
    boolean usable = problems.isEmpty();
    while (usable
        && problems.size() < MAX_PROBLEMS
        && parser.nextToken() == JsonToken.START_ARRAY) {
      take(name, columns, row(parser));
    }
  }

  private void take(String name, List<String> columns, Row row) {
    try {
      List<String> cells = row.cells;
      if (cells.size() > columns.size()) {
        throw new IllegalArgumentException("there are more cells than columns");
      }
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        fields.put(columns.get(i), cells.get(i));
      }
      failures.add(FailureRecord.of(fields));
    } catch (IllegalArgumentException e) {
      problems.add(name + ":" + row.line + ": " + e.getMessage());
    }
  }

  private static Row row(JsonParser parser) {
    List<String> cells = new ArrayList<>();
    int line = 1;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (cells.isEmpty()) {
        line = parser.currentTokenLocation().getLineNr();
      }
      cells.add(parser.getString());
    }
    return new Row(line, cells);
  }

  private record Row(int line, List<String> cells) {}
}
