package io.millwright.ingest.store;

import io.millwright.rules.event.ReadingFlags;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/** Inserts readings; one that is there already is left as it is. */
final class ReadingWriter {
  private static final String ROWS =
      "(select m as meter_id, timestamptz 'epoch' + t * interval '1 millisecond' as time,"
          + " v as value, f as flags, s as seq"
          + " from unnest(?::int[], ?::bigint[], ?::double precision[], ?::smallint[], ?::bigint[])"
          + " as u(m, t, v, f, s)) as row";

  private static final String INSERT =
      "insert into reading (meter_id, time, value, flags, seq)"
          + " select meter_id, time, value, flags, seq from "
          + ROWS
          + " on conflict (meter_id, time) do nothing";

  // Such as "r.flags & 3 <> 0": no good reading.
  private static final String DOUBTFUL_STORED =
      "(r.flags & "
          + ReadingFlags.NOT_GOOD
          + ") <> 0 and (row.flags & "
          + ReadingFlags.NOT_GOOD
          + ") = 0";

  // The bounds on time keep the planner to the chunks that can hold a match.
  private static final String SAME_TIME =
      "r.meter_id = row.meter_id and r.time = row.time"
          + " and r.time between timestamptz 'epoch' + ? * interval '1 millisecond'"
          + " and timestamptz 'epoch' + ? * interval '1 millisecond'";

  private static final String STANDING =
      "select row.seq, r.seq = row.seq, "
          + DOUBTFUL_STORED
          + " from "
          + ROWS
          + " join reading r on "
          + SAME_TIME
          + " where r.seq = row.seq or r.value <> row.value or ("
          + DOUBTFUL_STORED
          + ")";

  private static final String SUPERSEDE =
      "update reading r set value = row.value, flags = row.flags, seq = row.seq from "
          + ROWS
          + " where "
          + SAME_TIME
          + " and "
          + DOUBTFUL_STORED;

  /**
   * What became of rows that the table did not all take.
   *
   * @param stored how many are there, be it since a commit whose answer was lost
   * @param conflicting the positions of those for whose meter and time another value is stored
   */
  record Standing(int stored, List<Integer> conflicting) {}

  /** Inserts the rows; returns how many were new. */
  int insert(Connection connection, ReadingColumns rows) throws SQLException {
    if (rows.size() == 0) {
      return 0;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(connection, insert, rows);
      return insert.executeUpdate();
    }
  }

  /**
   * Looks what became of the rows, after {@link #insert}. A good reading takes the place of a
   * doubtful one of the same time: the fold has counted it, so the log must have it.
   */
  Standing standing(Connection connection, ReadingColumns rows) throws SQLException {
    List<Integer> conflicting = new ArrayList<>();
    int stored = 0;
    boolean superseding = false;
    try (PreparedStatement select = connection.prepareStatement(STANDING)) {
      bind(connection, select, rows);
      bindTimes(select, rows);
      long[] sequences = rows.sequences();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          if (result.getBoolean(2)) {
            stored++;
          } else if (result.getBoolean(3)) {
            superseding = true;
          } else {
            conflicting.add(Arrays.binarySearch(sequences, result.getLong(1)));
          }
        }
      }
    }
    if (!superseding) {
      return new Standing(stored, conflicting);
    }
    try (PreparedStatement update = connection.prepareStatement(SUPERSEDE)) {
      bind(connection, update, rows);
      bindTimes(update, rows);
      update.executeUpdate();
    }
    // Of two good ones for the same time, one is stored now and the other in conflict.
    return standing(connection, rows);
  }

  private static void bindTimes(PreparedStatement statement, ReadingColumns rows)
      throws SQLException {
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (long time : rows.times()) {
      earliest = Math.min(earliest, time);
      latest = Math.max(latest, time);
    }
    statement.setLong(6, earliest);
    statement.setLong(7, latest);
  }

  private static void bind(Connection connection, PreparedStatement statement, ReadingColumns rows)
      throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    Array[] arrays = {
      postgres.createArrayOf("int4", rows.meters()),
      postgres.createArrayOf("int8", rows.times()),
      postgres.createArrayOf("float8", rows.values()),
      postgres.createArrayOf("int2", rows.flags()),
      postgres.createArrayOf("int8", rows.sequences())
    };
    for (int i = 0; i < arrays.length; i++) {
      statement.setArray(i + 1, arrays[i]);
    }
  }
}
