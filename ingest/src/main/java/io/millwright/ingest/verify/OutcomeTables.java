package io.millwright.ingest.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the escalations and suppressions that the log tells with those in the tables. */
final class OutcomeTables {
  private static final String ESCALATIONS =
      "select w.episode_key || ' to priority ' || e.priority || ' at '"
          + " || (extract(epoch from e.time) * 1000)::bigint,"
          + " (extract(epoch from e.due_at) * 1000)::bigint"
          + " from work_order_escalation e join work_order w on w.id = e.order_id"
          + " where w.asset_id = any(?)";

  // Their sentences may be worded otherwise by the Millwright that wrote them.
  private static final String SUPPRESSIONS =
      "select a.tag || '/' || s.rule || '/' || s.cycle || ' ' || s.reason,"
          + " (extract(epoch from s.time) * 1000)::bigint"
          + " from suppression s join asset a on a.id = s.asset_id where s.asset_id = any(?)";

  private final Connection connection;
  private final Findings findings;

  OutcomeTables(Connection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  void compare(Collection<Integer> assets, Collection<Told> told) throws SQLException {
    Map<String, @Nullable Long> escalations = new HashMap<>();
    Map<String, @Nullable Long> suppressions = new HashMap<>();
    for (Told one : told) {
      escalations.putAll(one.escalations());
      suppressions.putAll(one.suppressions());
    }
    compare(Check.ESCALATIONS, "Escalation of ", ESCALATIONS, assets, escalations);
    compare(Check.SUPPRESSIONS, "Suppression of ", SUPPRESSIONS, assets, suppressions);
  }

  private void compare(
      Check check,
      String what,
      String query,
      Collection<Integer> assets,
      Map<String, @Nullable Long> told)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setArray(1, connection.createArrayOf("integer", assets.toArray()));
      select.setFetchSize(1_000);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          findings.checked(check, 1);
          String key = row.getString(1);
          Long stored = row.getObject(2, Long.class);
          if (!told.containsKey(key)) {
            findings.wrong(check, what + key + " is stored, but the log does not tell it");
          } else if (!Objects.equals(stored, told.remove(key))) {
            findings.wrong(check, what + key + " has another time than the log tells");
          }
          told.remove(key);
        }
      }
    }
    told.keySet()
        .forEach(key -> findings.wrong(check, what + key + " is not stored, but the log tells it"));
  }
}
