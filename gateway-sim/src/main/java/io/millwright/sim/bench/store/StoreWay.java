package io.millwright.sim.bench.store;

import io.millwright.ingest.store.Batch;
import io.millwright.ingest.store.BatchWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A way to get a batch of readings into the table {@code reading}. Used by one thread. */
interface StoreWay {
  /** What is done before the clock runs: the work of the client that the database does not see. */
  Object prepare(Rows rows, Connection connection) throws SQLException;

  /** Writes what was prepared, within a transaction that the caller commits. */
  void write(Object prepared, Connection connection) throws SQLException;

  /** The limit: the rows are encoded already, and nobody asks what became of them. */
  record RawCopy(boolean sorted) implements StoreWay {
    @Override
    public Object prepare(Rows rows, Connection connection) {
      return rows.copyBytes(sorted);
    }

    @Override
    public void write(Object prepared, Connection connection) throws SQLException {
      copy(connection, "reading", (byte[]) prepared);
    }
  }

  private static void copy(Connection connection, String table, byte[] bytes) throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy "
                    + table
                    + " (meter_id, time, value, flags, seq) from stdin (format binary)");
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  /** Into a temporary table, from there with a look for what is there. */
  record StagedCopy() implements StoreWay {
    @Override
    public Object prepare(Rows rows, Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create temp table if not exists staging (meter_id integer, time timestamptz,"
                + " value double precision, flags smallint, seq bigint) on commit delete rows");
      }
      return rows.copyBytes(true);
    }

    @Override
    public void write(Object prepared, Connection connection) throws SQLException {
      copy(connection, "staging", (byte[]) prepared);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into reading (meter_id, time, value, flags, seq)"
                + " select meter_id, time, value, flags, seq from staging"
                + " on conflict (meter_id, time) do nothing");
      }
    }
  }

  /** One insert from arrays that looks for what is there. */
  record UnnestInsert() implements StoreWay {
    @Override
    public Object prepare(Rows rows, Connection connection) {
      return rows;
    }

    @Override
    public void write(Object prepared, Connection connection) throws SQLException {
      Rows rows = (Rows) prepared;
      PGConnection postgres = connection.unwrap(PGConnection.class);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into reading (meter_id, time, value, flags, seq)"
                  + " select m, timestamptz 'epoch' + t * interval '1 millisecond', v, f, s"
                  + " from unnest(?::int[], ?::bigint[], ?::double precision[], ?::smallint[],"
                  + " ?::bigint[]) as u(m, t, v, f, s) on conflict (meter_id, time) do nothing")) {
        insert.setArray(1, postgres.createArrayOf("int4", rows.meters));
        insert.setArray(2, postgres.createArrayOf("int8", rows.times));
        insert.setArray(3, postgres.createArrayOf("float8", rows.values));
        insert.setArray(4, postgres.createArrayOf("int2", rows.flags));
        insert.setArray(5, postgres.createArrayOf("int8", rows.sequences));
        insert.executeUpdate();
      }
    }
  }

  /**
   * What the service does.
   *
   * @param isNews whether the readings are newer than all of their meters
   * @param again whether they are stored before the clock runs, as by a commit whose answer was
   *     lost
   */
  record Writer(BatchWriter writer, boolean isNews, boolean again) implements StoreWay {
    @Override
    public Object prepare(Rows rows, Connection connection) throws SQLException {
      if (again) {
        writer.write(connection, batch(rows));
        connection.commit();
      }
      return rows;
    }

    @Override
    public void write(Object prepared, Connection connection) throws SQLException {
      Batch batch = batch((Rows) prepared);
      try {
        writer.write(connection, batch);
      } catch (SQLException e) {
        if (!writer.collided(batch, e)) {
          throw e;
        }
        connection.rollback();
        writer.write(connection, batch);
      }
    }

    private Batch batch(Rows rows) {
      Batch batch =
          new Batch(
              row -> {
                throw new IllegalStateException("Row " + row + " met another value");
              });
      for (int i = 0; i < rows.size(); i++) {
        batch
            .readings()
            .add(
                rows.meters[i],
                rows.times[i],
                rows.values[i],
                rows.flags[i],
                rows.sequences[i],
                isNews);
      }
      return batch;
    }
  }
}
