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

/** Reads the log of one asset, without the rest: in the order in which it was folded. */
public final class AssetLog {
  private static final int FETCH = 10_000;

  /** Receives the log. */
  public interface Reader {
    /**
     * A stored reading.
     *
     * @param meter the meter's id
     * @param time epoch milliseconds
     * @param value as stored
     * @param flags see {@link io.millwright.rules.event.ReadingFlags}
     */
    void reading(int meter, long time, double value, int flags);

    /**
     * A stored event that is not a reading.
     *
     * @param event what happened
     */
    void event(Event event);
  }

  /**
   * Streams everything of an asset up to a time.
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
                "select seq, kind, body from asset_event where asset_id = ? and time <= ?"
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

  private static void merge(ResultSet readings, ResultSet events, Reader reader)
      throws SQLException {
    long nextEvent = next(events);
    while (readings.next()) {
      for (long reading = readings.getLong(1); nextEvent < reading; nextEvent = next(events)) {
        reader.event(EventJson.event(events.getString(2), events.getString(3)));
      }
      reader.reading(
          readings.getInt(2), readings.getLong(3), readings.getDouble(4), readings.getInt(5));
    }
    for (; nextEvent < Long.MAX_VALUE; nextEvent = next(events)) {
      reader.event(EventJson.event(events.getString(2), events.getString(3)));
    }
  }

  private static long next(ResultSet rows) throws SQLException {
    return rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
  }

  /**
   * From when to when there are readings of any asset.
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
}
