package io.millwright.ingest.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What can be seen in the tables without a fold. The database sorts; here nothing gathers. */
final class LogTables {
  private static final String NUMBERS =
      "(select seq from reading union all select seq from asset_event"
          + " union all select seq from plan_set where seq > 0"
          + " union all select seq from definition_change where seq > 0 group by asset_id, seq)"
          + " as log";

  private final Connection connection;
  private final Findings findings;

  LogTables(Connection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  /** Returns how many numbers of the log were never used, as after a kill. */
  long check() throws SQLException {
    findings.checked(Check.READINGS_ONCE, number("select count(*) from reading"));
    each(
        Check.READINGS_ONCE,
        "select 'Meter ' || meter_id || ' has ' || count(*) || ' readings at ' || time"
            + " from reading group by meter_id, time having count(*) > 1");
    findings.checked(Check.METERS_KNOWN, number("select count(distinct meter_id) from reading"));
    each(
        Check.METERS_KNOWN,
        "select count(*) || ' readings of meter ' || meter_id || ', which is not registered'"
            + " from reading r where not exists (select 1 from meter m where m.id = r.meter_id)"
            + " group by meter_id");
    findings.checked(Check.NUMBERS_ONCE, number("select count(*) from " + NUMBERS));
    each(
        Check.NUMBERS_ONCE,
        "select 'Number ' || seq || ' of the log was given ' || count(*) || ' times' from "
            + NUMBERS
            + " group by seq having count(*) > 1");
    orders();
    return number("select coalesce(max(seq), 0) - count(distinct seq) from " + NUMBERS);
  }

  private void orders() throws SQLException {
    findings.checked(
        Check.ONE_OPEN, number("select count(*) from episode where closed_at is null"));
    each(
        Check.ONE_OPEN,
        "select 'Asset ' || a.tag || ' has ' || count(*) || ' open episodes of rule ' || e.rule"
            + " from episode e join asset a on a.id = e.asset_id where e.closed_at is null"
            + " group by a.tag, e.rule having count(*) > 1");
    findings.checked(Check.ORDERS, number("select count(*) from work_order"));
    each(
        Check.ORDERS,
        "select 'Episode ' || e.key || ' has ' || count(w.id) || ' work orders' from episode e"
            + " left join work_order w on w.episode_key = e.key group by e.key"
            + " having count(w.id) <> 1");
    each(
        Check.ORDERS,
        "select 'Work order ' || w.id || ' of ' || w.episode_key || ' is ' || w.status"
            + " || ', and its episode is ' || case when e.closed_at is null then 'open' else"
            + " e.closed_by end from work_order w join episode e on e.key = w.episode_key"
            + " where (e.closed_at is null) <> (w.status not in ('completed', 'cancelled'))"
            + " or w.status in ('completed', 'cancelled') and w.status <> e.closed_by");
    each(
        Check.ORDERS,
        "select 'Work order ' || id || ' of ' || episode_key || ' is ' || delivery ||"
            + " case when delivered_at is null then ' without a time of delivery' else"
            + " ' and was delivered at ' || delivered_at end from work_order"
            + " where (delivery = 'delivered') and delivered_at is null"
            + " or delivery in ('pending', 'held') and delivered_at is not null");
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void each(Check check, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(1_000);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          findings.wrong(check, rows.getString(1));
        }
      }
    }
  }
}
