package io.millwright.ingest.store;

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

  // The bounds on time keep the planner to the chunks that can hold a match.
  private static final String CONFLICTING =
      "select row.seq from "
          + ROWS
          + " join reading r on r.meter_id = row.meter_id and r.time = row.time"
          + " where r.value <> row.value and r.seq <> row.seq"
          + " and r.time between timestamptz 'epoch' + ? * interval '1 millisecond'"
          + " and timestamptz 'epoch' + ? * interval '1 millisecond'";

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

  /** The positions of rows for whose meter and time another value is stored. */
  List<Integer> conflicting(Connection connection, ReadingColumns rows) throws SQLException {
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (long time : rows.times()) {
      earliest = Math.min(earliest, time);
      latest = Math.max(latest, time);
    }
    List<Integer> positions = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(CONFLICTING)) {
      bind(connection, select, rows);
      select.setLong(6, earliest);
      select.setLong(7, latest);
      long[] sequences = rows.sequences();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          positions.add(Arrays.binarySearch(sequences, result.getLong(1)));
        }
      }
    }
    return positions;
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
