package io.millwright.ingest.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboards and the alert rules ask for. */
public final class Dashboards {
  static final Path GRAFANA = Path.of("..", "grafana");

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:millwright|jvm|process|system)_[a-z_]+");

  private final Map<String, JsonNode> boards = new TreeMap<>();

  private Dashboards() {}

  /**
   * A query on the database.
   *
   * @param name the dashboard and the panel or variable
   * @param sql with Grafana's macros and variables
   */
  record Query(String name, String sql) {}

  /** Reads the files of this checkout. */
  public static Dashboards read() {
    Dashboards dashboards = new Dashboards();
    try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        dashboards.boards.put(
            file.getFileName().toString(), JsonMapper.shared().readTree(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dashboards;
  }

  /**
   * The metrics of Millwright and its JVM that dashboards and alert rules name, as Prometheus
   * scrapes them. A test that has a running service compares them with what it scrapes; only the
   * metrics of the broker subscription are not there without {@code --broker}.
   */
  public Set<String> metricNamesUsed() {
    Set<String> names = new TreeSet<>();
    boards.values().forEach(board -> addMetrics(board.findValuesAsString("expr"), names));
    addMetrics(List.of(text(GRAFANA.resolve("prometheus/alerts.yml"))), names);
    return names;
  }

  private static void addMetrics(List<String> texts, Set<String> names) {
    texts.forEach(
        text -> METRIC.matcher(text).results().forEach(found -> names.add(found.group())));
  }

  /** The queries of all panels and variables on the database. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    boards.forEach(
        (file, board) -> {
          for (JsonNode panel : board.path("panels")) {
            for (String sql : panel.findValuesAsString("rawSql")) {
              queries.add(new Query(file + ": " + panel.path("title").asString(), sql));
            }
          }
          for (JsonNode variable : variables(board)) {
            queries.add(
                new Query(
                    file + ": variable " + variable.path("name").asString(),
                    variable.path("query").asString()));
          }
        });
    return queries;
  }

  /** What a variable stands for when All is chosen. */
  Map<String, String> allValues() {
    Map<String, String> values = new TreeMap<>();
    boards
        .values()
        .forEach(
            board -> {
              for (JsonNode variable : variables(board)) {
                if (variable.has("allValue")) {
                  values.put(
                      variable.path("name").asString(), variable.path("allValue").asString());
                }
              }
            });
    return values;
  }

  private static JsonNode variables(JsonNode board) {
    return board.path("templating").path("list");
  }

  /** The files with their contents. */
  Map<String, JsonNode> boards() {
    return boards;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
