package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Prints assets as a table whose columns are as wide as they need to be. */
final class AssetListing {
  private static final List<String> TITLES =
      List.of("TAG", "CLASS", "SITE", "OWNERSHIP", "METERS", "GATEWAYS");

  private final PrintWriter out;
  private final List<List<String>> rows = new ArrayList<>(List.of(TITLES));

  AssetListing(PrintWriter out) {
    this.out = out;
  }

  void add(JsonNode asset) {
    rows.add(
        List.of(
            asset.path("tag").asString(),
            asset.path("class").asString(),
            asset.path("site").asString("-"),
            asset.path("ownership").asString(),
            joined(asset.path("meters"), "name"),
            joined(asset.path("gateways"), "")));
  }

  void print() {
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String joined(JsonNode list, String key) {
    String text =
        StreamSupport.stream(list.spliterator(), false)
            .map(item -> (key.isEmpty() ? item : item.path(key)).asString())
            .collect(Collectors.joining(","));
    return text.isEmpty() ? "-" : text;
  }
}
