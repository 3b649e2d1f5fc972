package io.millwright.ingest.dashboards;

import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Replaces macros and variables as Grafana's PostgreSQL data source does, as far as our dashboards
 * use them.
 */
final class GrafanaSql {
  private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([^)]*)\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):sqlstring}");

  private final Instant from;
  private final Instant to;
  private final Map<String, String> variables;

  /**
   * @param variables name to what stands for it in SQL, such as {@code 'EX-104','EX-105'}
   */
  GrafanaSql(Instant from, Instant to, Map<String, String> variables) {
    this.from = from;
    this.to = to;
    this.variables = Map.copyOf(variables);
  }

  /**
   * Returns SQL that PostgreSQL understands.
   *
   * @throws IllegalArgumentException when something of Grafana's is left over
   */
  String of(String rawSql) {
    String sql =
        TIME_FILTER
            .matcher(rawSql)
            .replaceAll(match -> match.group(1) + " BETWEEN '" + from + "' AND '" + to + "'")
            .replace("$__interval_ms", "3600000");
    sql = VARIABLE.matcher(sql).replaceAll(this::value);
    if (sql.contains("$")) {
      throw new IllegalArgumentException("Unknown macro or variable in: " + sql);
    }
    return sql;
  }

  private String value(MatchResult match) {
    String value = variables.get(match.group(1));
    if (value == null) {
      throw new IllegalArgumentException("The dashboard has no variable " + match.group());
    }
    return value;
  }
}
