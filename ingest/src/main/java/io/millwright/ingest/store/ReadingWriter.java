package io.millwright.ingest.store;

import io.millwright.rules.event.ReadingFlags;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Stores readings: those that are news by COPY, the others by an insert that leaves a row that is
 * there already as it is.
 */
final class ReadingWriter {
  /** A COPY takes a turn more than an insert, which fewer rows do not make up for. */
  private static final int FEWEST_TO_COPY = 10;

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

  private final ReadingCopy copy = new ReadingCopy();

  /**
   * What became of rows.
   *
   * @param stored how many are there by this batch, be it since a commit whose answer was lost
   * @param conflicting the positions of those for whose meter and time another value is stored
   */
  record Standing(int stored, List<Integer> conflicting) {}

  /**
   * Stores the rows.
   *
   * @throws SQLException when the transaction is to be rolled back; of {@link
   *     ReadingColumns#suspect() suspected} rows never for one that is there already
   */
  Standing write(Connection connection, ReadingColumns rows) throws SQLException {
    int[] news = rows.sortedNews();
    if (news.length < FEWEST_TO_COPY) {
      return insert(connection, rows.sorted(), rows);
    }
    // First, because a doubtful reading of the same time may come after a good one.
    copy.write(connection, rows, news);
    Standing others = insert(connection, rows.sortedWithoutNews(), rows);
    return new Standing(news.length + others.stored, others.conflicting);
  }

  private static Standing insert(Connection connection, ReadingColumns rows, ReadingColumns batch)
      throws SQLException {
    if (rows.size() == 0) {
      return new Standing(0, List.of());
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(connection, insert, rows);
      int stored = insert.executeUpdate();
      return stored == rows.size()
          ? new Standing(stored, List.of())
          : standing(connection, rows, batch);
    }
  }

  /**
   * Looks what became of the rows, after their insertion. A good reading takes the place of a
   * doubtful one of the same time: the fold has counted it, so the log must have it.
   */
  private static Standing standing(Connection connection, ReadingColumns rows, ReadingColumns batch)
      throws SQLException {
    List<Integer> conflicting = new ArrayList<>();
    int stored = 0;
    boolean superseding = false;
    try (PreparedStatement select = connection.prepareStatement(STANDING)) {
      bind(connection, select, rows);
      bindTimes(select, rows);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          if (result.getBoolean(2)) {
            stored++;
          } else if (result.getBoolean(3)) {
            superseding = true;
          } else {
            conflicting.add(batch.position(result.getLong(1)));
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
    return standing(connection, rows, batch);
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
