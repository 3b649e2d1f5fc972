package io.millwright.ingest.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Appends readings for whose meter and time there is no row yet: half the cost of an insert that
 * looks for one.
 */
public final class ReadingCopy {
  // The binary format of COPY: https://www.postgresql.org/docs/17/sql-copy.html#id-1.9.3.55.9.4
  private static final String COPY =
      "copy reading (meter_id, time, value, flags, seq) from stdin (format binary)";
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
  private static final int ROW_BYTES = 52;
  private static final int END_BYTES = Short.BYTES;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final short COLUMNS = 5;
  private static final short END = -1;

  /** 2000-01-01, from which PostgreSQL counts microseconds. */
  private static final long POSTGRES_EPOCH_MILLIS = 946_684_800_000L;

  /** Has no state. */
  public ReadingCopy() {}

  /**
   * Writes rows.
   *
   * @param connection in a transaction
   * @param rows where they are
   * @param positions which ones; fast when neighbours in the unique index are neighbours here
   * @throws SQLException when the transaction is to be rolled back; with SQLSTATE 23505 when there
   *     is a row for a meter and time after all
   */
  public void write(Connection connection, ReadingColumns rows, int[] positions)
      throws SQLException {
    try {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      try {
        send(copy, rows, positions);
        copy.endCopy();
      } catch (SQLException e) {
        if (!isLost(e)) {
          cancel(copy, e);
        }
        throw e;
      }
    } catch (SQLException e) {
      if (isLost(e)) {
        // Unlike a query's, a copy's time-out leaves the connection open: the answers still to come
        // would be taken for those to later questions. The pool does not see what is unwrapped.
        connection.abort(Runnable::run);
      }
      throw e;
    }
  }

  /** Whether the network failed, so that the driver does not know what the server has read. */
  private static boolean isLost(SQLException e) {
    return e.getSQLState() == null || e.getSQLState().startsWith("08");
  }

  private static void send(CopyIn copy, ReadingColumns rows, int[] positions) throws SQLException {
    long bytes = HEADER_BYTES + (long) ROW_BYTES * positions.length + END_BYTES;
    byte[] array = new byte[(int) Math.min(BUFFER_BYTES, bytes)];
    ByteBuffer buffer = ByteBuffer.wrap(array);
    buffer.put(SIGNATURE).putInt(0).putInt(0);
    for (int position : positions) {
      if (buffer.remaining() < ROW_BYTES + END_BYTES) {
        copy.writeToCopy(array, 0, buffer.position());
        buffer.clear();
      }
      buffer
          .putShort(COLUMNS)
          .putInt(Integer.BYTES)
          .putInt(rows.meter(position))
          .putInt(Long.BYTES)
          .putLong((rows.time(position) - POSTGRES_EPOCH_MILLIS) * 1_000)
          .putInt(Double.BYTES)
          .putDouble(rows.value(position))
          .putInt(Short.BYTES)
          .putShort(rows.flags(position))
          .putInt(Long.BYTES)
          .putLong(rows.sequence(position));
    }
    buffer.putShort(END);
    copy.writeToCopy(array, 0, buffer.position());
  }

  private static void cancel(CopyIn copy, SQLException cause) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
