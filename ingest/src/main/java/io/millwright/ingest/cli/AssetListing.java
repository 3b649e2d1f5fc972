package io.millwright.ingest.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Prints assets as a table. */
final class AssetListing {
  private final TextTable table =
      new TextTable("TAG", "CLASS", "SITE", "OWNERSHIP", "METERS", "GATEWAYS");
  private final PrintWriter out;

  AssetListing(PrintWriter out) {
    this.out = out;
  }

  void add(JsonNode asset) {
    table.add(
        List.of(
            asset.path("tag").asString(),
            asset.path("class").asString(),
            asset.path("site").asString("-"),
            asset.path("ownership").asString(),
            joined(asset.path("meters"), "name"),
            joined(asset.path("gateways"), "")));
  }

  void print() {
    table.print(out);
  }

  private static String joined(JsonNode list, String key) {
    String text =
        StreamSupport.stream(list.spliterator(), false)
            .map(item -> (key.isEmpty() ? item : item.path(key)).asString())
            .collect(Collectors.joining(","));
    return text.isEmpty() ? "-" : text;
  }
}
