package io.millwright.ingest.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DashboardsTest {
  private static final Pattern UID = Pattern.compile("(?m)^ *uid: (\\S+)$");

  private final Dashboards dashboards = Dashboards.read();

  @Test
  void theMetricsAreFoundInPanelsAndAlerts() {
    assertThat(dashboards.metricNamesUsed())
        .contains(
            "millwright_readings_total",
            "millwright_commit_seconds",
            "millwright_commit_failures_total",
            "millwright_queue_paused",
            "millwright_dispatch_waiting",
            "millwright_reading_to_delivery_seconds",
            "jvm_memory_used_bytes",
            "process_cpu_usage")
        .allSatisfy(name -> assertThat(name).doesNotContain("__"));
  }

  @Test
  void panelsUseTheDataSourcesThatAreProvisioned() {
    List<String> provisioned =
        UID.matcher(
                Dashboards.text(
                    Dashboards.GRAFANA.resolve("provisioning/datasources/millwright.yml")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(dashboards.boards()).isNotEmpty();
    for (JsonNode board : dashboards.boards().values()) {
      assertThat(board.findValues("datasource"))
          .isNotEmpty()
          .allSatisfy(source -> assertThat(source.path("uid").asString()).isIn(provisioned));
    }
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
    for (JsonNode board : dashboards.boards().values()) {
      List<JsonNode> panels = board.path("panels").valueStream().toList();
      assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
      List<Place> places = panels.stream().map(panel -> Place.of(panel.path("gridPos"))).toList();
      for (Place place : places) {
        assertThat(place.x() + place.w()).isLessThanOrEqualTo(24);
        assertThat(places.stream().filter(place::overlaps)).containsExactly(place);
      }
    }
  }

  private record Place(int x, int y, int w, int h) {
    static Place of(JsonNode node) {
      return new Place(
          node.path("x").asInt(),
          node.path("y").asInt(),
          node.path("w").asInt(),
          node.path("h").asInt());
    }

    boolean overlaps(Place other) {
      return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
    }
  }
}
