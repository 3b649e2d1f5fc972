package io.millwright.ingest.store;

import io.millwright.rules.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Reads the log: readings and asset events as one stream, in the order in which they were folded.
 */
public final class EventLog {
  private static final int FETCH = 10_000;

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
            connection.prepareStatement(
                "select seq, meter_id, (extract(epoch from time) * 1000)::bigint, value, flags"
                    + " from reading where seq > ? order by seq");
        PreparedStatement events =
            connection.prepareStatement(
                "select seq, asset_id, kind, body from asset_event where seq > ? order by seq")) {
      readings.setFetchSize(FETCH);
      readings.setLong(1, after);
      events.setFetchSize(FETCH);
      events.setLong(1, after);
      try (ResultSet reading = readings.executeQuery();
          ResultSet event = events.executeQuery()) {
        merge(reading, event, reader);
      }
    }
  }

  /**
   * Streams everything of one asset up to a time, without the rest of the log.
   *
   * @param connection with auto-commit off, for the rows are fetched through cursors
   * @param asset the asset's id
   * @param meters the ids of its meters
   * @param until of readings and events, included
   * @param reader is called in ascending order of sequence
   * @throws SQLException when the database fails
   */
  public void read(
      Connection connection, int asset, Collection<Integer> meters, Instant until, Reader reader)
      throws SQLException {
    try (PreparedStatement readings =
            connection.prepareStatement(
                "select seq, meter_id, (extract(epoch from time) * 1000)::bigint, value, flags"
                    + " from reading where meter_id = any(?) and time <= ? order by seq");
        PreparedStatement events =
            connection.prepareStatement(
                "select seq, asset_id, kind, body from asset_event where asset_id = ? and time <= ?"
                    + " order by seq")) {
      readings.setFetchSize(FETCH);
      readings.setArray(1, connection.createArrayOf("integer", meters.toArray()));
      readings.setTimestamp(2, Timestamp.from(until));
      events.setFetchSize(FETCH);
      events.setInt(1, asset);
      events.setTimestamp(2, Timestamp.from(until));
      try (ResultSet reading = readings.executeQuery();
          ResultSet event = events.executeQuery()) {
        merge(reading, event, reader);
      }
    }
  }

  /**
   * From when to when there are readings.
   *
   * @param connection any
   * @return the oldest and the newest time, or empty when there is none
   * @throws SQLException when the database fails
   */
  public Optional<Instant[]> span(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select min(time), max(time) from reading")) {
      result.next();
      Timestamp first = result.getTimestamp(1);
      return first == null
          ? Optional.empty()
          : Optional.of(new Instant[] {first.toInstant(), result.getTimestamp(2).toInstant()});
    }
  }

  private static void merge(ResultSet readings, ResultSet events, Reader reader)
      throws SQLException {
    boolean hasReading = readings.next();
    boolean hasEvent = events.next();
    while (hasReading || hasEvent) {
      if (!hasEvent || (hasReading && readings.getLong(1) < events.getLong(1))) {
        reader.reading(
            readings.getLong(1),
            readings.getInt(2),
            readings.getLong(3),
            readings.getDouble(4),
            readings.getInt(5));
        hasReading = readings.next();
      } else {
        reader.event(
            events.getLong(1),
            events.getInt(2),
            EventJson.event(events.getString(3), events.getString(4)));
        hasEvent = events.next();
      }
    }
  }
}
