package io.millwright.ingest.store;

import io.millwright.rules.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Reads the log: readings, asset events, changes of plans and of definitions as one stream, in the
 * order in which they were folded.
 */
public final class EventLog {
  private static final int FETCH = 10_000;
  private static final String READINGS =
      "select seq, meter_id, (extract(epoch from time) * 1000)::bigint, value, flags"
          + " from reading where ";
  private static final String EVENTS = "select seq, asset_id, kind, body from asset_event where ";
  private static final String PLANS =
      "select seq, version, source from plan_set where seq > ? order by seq";
  private static final String DEFINITIONS =
      "select distinct seq, asset_id from definition_change where ";

  /** Receives the log. */
  public interface Reader {
    /**
     * A stored reading.
     *
     * @param sequence its place in the log
     * @param meter the meter's id
     * @param time epoch milliseconds
     * @param value as stored
     * @param flags see {@link io.millwright.rules.event.ReadingFlags}
     * @throws SQLException ends the reading
     */
    void reading(long sequence, int meter, long time, double value, int flags) throws SQLException;

    /**
     * A stored event that is not a reading.
     *
     * @param sequence its place in the log
     * @param asset the asset's id
     * @param event what happened
     * @throws SQLException ends the reading
     */
    void event(long sequence, int asset, Event event) throws SQLException;

    /**
     * Other plans became active: what follows was folded under them.
     *
     * @param sequence its place in the log
     * @param version the new plans
     * @param source their YAML
     * @throws SQLException ends the reading
     */
    default void plansChanged(long sequence, int version, String source) throws SQLException {}

    /**
     * What the rules see of an asset was changed: what follows was folded as what it became.
     *
     * @param sequence its place in the log
     * @param asset the asset's id
     * @throws SQLException ends the reading
     */
    default void definitionChanged(long sequence, int asset) throws SQLException {}
  }

  /**
   * Streams everything after a place in the log.
   *
   * @param connection with auto-commit off, for the rows are fetched through cursors
   * @param after a sequence; 0 for the whole log
   * @param reader is called in ascending order of sequence
   * @throws SQLException when the database fails
   */
  public void read(Connection connection, long after, Reader reader) throws SQLException {
    try (PreparedStatement readings =
            connection.prepareStatement(READINGS + "seq > ? order by seq");
        PreparedStatement events = connection.prepareStatement(EVENTS + "seq > ? order by seq");
        PreparedStatement plans = connection.prepareStatement(PLANS);
        PreparedStatement definitions =
            connection.prepareStatement(DEFINITIONS + "seq > ? order by seq")) {
      readings.setLong(1, after);
      events.setLong(1, after);
      plans.setLong(1, after);
      definitions.setLong(1, after);
      stream(readings, events, plans, definitions, reader);
    }
  }

  /**
   * Streams the whole log of some assets.
   *
   * @param connection with auto-commit off, for the rows are fetched through cursors
   * @param assets their ids
   * @param meters the ids of their meters
   * @param reader is called in ascending order of sequence
   * @throws SQLException when the database fails
   */
  public void read(
      Connection connection, Collection<Integer> assets, Collection<Integer> meters, Reader reader)
      throws SQLException {
    try (PreparedStatement readings =
            connection.prepareStatement(READINGS + "meter_id = any(?) order by seq");
        PreparedStatement events =
            connection.prepareStatement(EVENTS + "asset_id = any(?) order by seq");
        PreparedStatement plans = connection.prepareStatement(PLANS);
        PreparedStatement definitions =
            connection.prepareStatement(
                DEFINITIONS + "seq > 0 and asset_id = any(?) order by seq")) {
      readings.setArray(1, connection.createArrayOf("integer", meters.toArray()));
      events.setArray(1, connection.createArrayOf("integer", assets.toArray()));
      plans.setLong(1, 0);
      definitions.setArray(1, connection.createArrayOf("integer", assets.toArray()));
      stream(readings, events, plans, definitions, reader);
    }
  }

  private static void stream(
      PreparedStatement readings,
      PreparedStatement events,
      PreparedStatement plans,
      PreparedStatement definitions,
      Reader reader)
      throws SQLException {
    readings.setFetchSize(FETCH);
    events.setFetchSize(FETCH);
    try (ResultSet reading = readings.executeQuery();
        ResultSet event = events.executeQuery();
        ResultSet plan = plans.executeQuery();
        ResultSet definition = definitions.executeQuery()) {
      merge(reading, event, plan, definition, reader);
    }
  }

  private static void merge(
      ResultSet readings, ResultSet events, ResultSet plans, ResultSet definitions, Reader reader)
      throws SQLException {
    long nextReading = next(readings);
    long nextEvent = next(events);
    long nextPlans = next(plans);
    long nextDefinition = next(definitions);
    long next;
    while ((next = Math.min(Math.min(nextReading, nextEvent), Math.min(nextPlans, nextDefinition)))
        < Long.MAX_VALUE) {
      if (next == nextReading) {
        reader.reading(
            next,
            readings.getInt(2),
            readings.getLong(3),
            readings.getDouble(4),
            readings.getInt(5));
        nextReading = next(readings);
      } else if (next == nextEvent) {
        reader.event(
            next, events.getInt(2), EventJson.event(events.getString(3), events.getString(4)));
        nextEvent = next(events);
      } else if (next == nextPlans) {
        reader.plansChanged(next, plans.getInt(2), plans.getString(3));
        nextPlans = next(plans);
      } else {
        reader.definitionChanged(next, definitions.getInt(2));
        nextDefinition = next(definitions);
      }
    }
  }

  /** The place of the next row; Long.MAX_VALUE when there is none. */
  private static long next(ResultSet rows) throws SQLException {
    return rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
  }
}
