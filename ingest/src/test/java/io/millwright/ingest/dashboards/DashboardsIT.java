package io.millwright.ingest.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millwright.ingest.dashboards.Dashboards.Query;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every query of every dashboard, on our tables, with the rights that Grafana's role has. */
class DashboardsIT {
  private static final Instant FROM = Instant.parse("2026-11-16T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-23T00:00:00Z");
  private static final Map<String, String> CHOSEN =
      Map.of("site", "'Pit 2'", "asset", "'EX-104'", "meter", "'engine_hours','coolant_temp'");

  private static final Dashboards DASHBOARDS = Dashboards.read();
  private static ReaderDatabase database;

  @BeforeAll
  static void fill() throws SQLException {
    database = new ReaderDatabase();
    database.fill();
  }

  @AfterAll
  static void drop() throws SQLException {
    database.close();
  }

  @Test
  void everyQueryHasAnAnswerForOneAsset() {
    GrafanaSql grafana = new GrafanaSql(FROM, TO, CHOSEN);
    assertThat(DASHBOARDS.queries())
        .hasSizeGreaterThan(10)
        .allSatisfy(query -> assertThat(rows(grafana, query)).as(query.name()).isNotEmpty());
  }

  @Test
  void everyQueryHasAnAnswerForAllAssets() {
    GrafanaSql grafana = new GrafanaSql(FROM, TO, all());
    assertThat(DASHBOARDS.queries())
        .allSatisfy(query -> assertThat(rows(grafana, query)).as(query.name()).isNotEmpty());
  }

  @Test
  void whatIsNotChosenIsLeftOut() {
    GrafanaSql chosen = new GrafanaSql(FROM, TO, CHOSEN);
    GrafanaSql all = new GrafanaSql(FROM, TO, all());
    assertThat(rows(chosen, panel("Open work orders"))).containsExactly(List.of(1L));
    assertThat(rows(all, panel("Open work orders"))).containsExactly(List.of(2L));
    assertThat(rows(chosen, panel("Overdue"))).containsExactly(List.of(1L));
    assertThat(rows(chosen, panel("Held"))).containsExactly(List.of(0L));
    assertThat(rows(all, panel("Held"))).containsExactly(List.of(1L));
  }

  @Test
  void lifeToDateIsReadFromTheStateThatTheFoldWrites() {
    List<List<Object>> rows =
        rows(new GrafanaSql(FROM, TO, CHOSEN), panel("Life-to-date of counters"));
    assertThat(rows).hasSize(2);
    List<Object> row = rows.get(0);
    assertThat(row.subList(0, 6))
        .containsExactly("EX-104", "Pit 2", "engine_hours", 10_741.0, 741.0, "h");
    assertThat((Double) row.get(6)).isCloseTo(6.0, within(1e-9));
    assertThat(row.get(8)).isEqualTo(Timestamp.from(Instant.parse("2026-11-10T12:00:00Z")));
    assertThat(rows.get(1).subList(2, 5))
        .as("a derived counter")
        .containsExactly("equivalent_hours", 34.0, null);
    assertThat(rows.get(1).get(8)).isNull();
  }

  @Test
  void openOrdersSayWhyAndWhatHoldsThemUp() {
    List<List<Object>> orders =
        rows(new GrafanaSql(FROM, TO, all()), panel("Open work orders, and why"));
    assertThat(orders.get(0))
        .contains("WO-000001", "EX-104", "engine_hours 10750 h", "9 h before 10 750 h", true);
    assertThat(orders.get(1)).contains("WO-000002", "LIFT-7", "a visit needs the account");
  }

  @Test
  void whatIsDueNextIsFirstAndWhatIsUnknownSaysWhy() {
    List<List<Object>> rows = rows(new GrafanaSql(FROM, TO, all()), panel("Due next"));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).contains("EX-104", "250 h service", "open", 9.0, 6.0, true);
    assertThat(rows.get(1)).contains("LIFT-7", "unknown", "its calendar has not begun");
  }

  @Test
  void theReaderSeesNoSecretAndWritesNothing() {
    assertThatThrownBy(() -> database.asReader("select password_hash from gateway"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> database.asReader("select payload from quarantine"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> database.asReader("delete from suppression returning 1"))
        .hasMessageContaining("permission denied");
  }

  private static Map<String, String> all() {
    Map<String, String> variables = new HashMap<>(CHOSEN);
    variables.putAll(DASHBOARDS.allValues());
    return variables;
  }

  private static Query panel(String title) {
    return DASHBOARDS.queries().stream()
        .filter(query -> query.name().equals("fleet.json: " + title))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<Object>> rows(GrafanaSql grafana, Query query) {
    try {
      return database.asReader(grafana.of(query.sql()));
    } catch (SQLException e) {
      throw new AssertionError(query.name() + ": " + e.getMessage(), e);
    }
  }
}
