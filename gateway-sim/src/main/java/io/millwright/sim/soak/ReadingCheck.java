package io.millwright.sim.soak;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets what gateways sent against the table of readings, past the service: what was acknowledged is
 * there, once and with its value; what was not may be; nothing else is.
 */
final class ReadingCheck {
  private static final int ROWS_AT_ONCE = 50_000;

  private final SoakDatabase database;
  private final PumpWork work;
  private final Findings findings;
  private long stored;
  private long acknowledged;

  ReadingCheck(SoakDatabase database, PumpWork work, Findings findings) {
    this.database = database;
    this.work = work;
    this.findings = findings;
  }

  private record Place(String tag, String meter, long millis) {}

  /**
   * Compares the messages from one number on.
   *
   * @param pages what was acknowledged
   * @param from the first message, of each gateway
   * @return how many readings of them are stored
   */
  long compare(List<GatewayLedger.Page> pages, long from) throws SQLException {
    stored = 0;
    acknowledged = 0;
    long last = pages.stream().mapToLong(GatewayLedger.Page::produced).max().orElse(0);
    long step = Math.max(1, ROWS_AT_ONCE / (work.gateways() * (work.temperatures() + 1)));
    try (Connection connection = database.connect()) {
      for (long first = from; first < last; first += step) {
        compare(connection, pages, first, Math.min(last, first + step));
      }
    }
    return stored;
  }

  /** How many readings of the last comparison had been acknowledged. */
  long acknowledged() {
    return acknowledged;
  }

  private void compare(Connection connection, List<GatewayLedger.Page> pages, long first, long end)
      throws SQLException {
    // The readings of a message lie in the time since its pump's message before.
    long after = work.time(first) - (long) work.spacingMillis() * PumpWork.PUMPS;
    Map<Place, Double> rows = rows(connection, after, work.time(end - 1));
    for (int gateway = 0; gateway < pages.size(); gateway++) {
      GatewayLedger.Page page = pages.get(gateway);
      for (long number = first; number < Math.min(end, page.produced()); number++) {
        boolean must = page.holds(number);
        int of = gateway;
        work.read(
            number,
            (pump, meter, millis, value) ->
                compare(PumpWork.pump(of, pump), meter, millis, value, must, rows));
      }
      forget(gateway, Math.max(0, first - PumpWork.PUMPS), first, rows);
      // Made since the page was written.
      long later = Math.max(first, Math.min(end, page.produced()));
      forget(gateway, later, end + PumpWork.PUMPS, rows);
    }
    rows.keySet().forEach(place -> findings.differs("stored, but never sent: %s", place));
  }

  /** Messages that other comparisons look at, and whose readings lie among these. */
  private void forget(int gateway, long first, long end, Map<Place, Double> rows) {
    for (long number = first; number < end; number++) {
      work.read(
          number,
          (pump, meter, millis, value) ->
              rows.remove(new Place(PumpWork.pump(gateway, pump), meter, millis)));
    }
  }

  private void compare(
      String tag, String meter, long millis, double value, boolean must, Map<Place, Double> rows) {
    Place place = new Place(tag, meter, millis);
    Double found = rows.remove(place);
    acknowledged += must ? 1 : 0;
    if (found == null) {
      if (must) {
        findings.differs("acknowledged, but not stored: %s", place);
      }
    } else {
      stored++;
      if (found != value) {
        findings.differs("%s is stored as %s, sent as %s", place, found, value);
      }
    }
  }

  private Map<Place, Double> rows(Connection connection, long after, long until)
      throws SQLException {
    Map<Place, Double> rows = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select a.tag, m.name, (extract(epoch from r.time) * 1000)::bigint, r.value"
                + " from reading r join meter m on m.id = r.meter_id"
                + " join asset a on a.id = m.asset_id"
                + " where r.time > to_timestamp(?::double precision / 1000)"
                + " and r.time <= to_timestamp(?::double precision / 1000)")) {
      select.setLong(1, after);
      select.setLong(2, until);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          Place place = new Place(result.getString(1), result.getString(2), result.getLong(3));
          if (rows.put(place, result.getDouble(4)) != null) {
            findings.differs("stored twice: %s", place);
          }
        }
      }
    }
    return rows;
  }
}
