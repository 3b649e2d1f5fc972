package io.millwright.ingest.quarantine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** An entry made fit for its table: whatever a hostile payload holds, the insert succeeds. */
final class QuarantineRow {
  /** The order of the columns is the order of {@link #bind}. */
  static final String INSERT =
      "insert into quarantine (digest, reason, detail, gateway, topic, asset, meter, time, payload,"
          + " seen, size) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (digest) do update set reason = excluded.reason,"
          + " detail = excluded.detail, asset = excluded.asset, meter = excluded.meter,"
          + " time = excluded.time, seen = quarantine.seen + excluded.seen, replayed_at = null";

  private static final int MAX_TEXT = 1000;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final QuarantineEntry entry;
  private final byte[] digest;
  private int seen = 1;

  QuarantineRow(QuarantineEntry entry) {
    this.entry = entry;
    this.digest = digest(entry);
  }

  byte[] digest() {
    return digest.clone();
  }

  /** Another entry of the same digest, refused later. */
  QuarantineRow andEarlier(QuarantineRow earlier) {
    seen += earlier.seen;
    return this;
  }

  void bind(PreparedStatement insert) throws SQLException {
    insert.setBytes(1, digest);
    insert.setString(2, entry.reason().word());
    insert.setString(3, text(entry.detail()));
    insert.setString(4, text(entry.gateway()));
    insert.setString(5, text(entry.topic()));
    insert.setString(6, textOrNull(entry.asset()));
    insert.setString(7, textOrNull(entry.meter()));
    Instant time = entry.time();
    boolean storable = time != null && !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    OffsetDateTime stored = storable && time != null ? time.atOffset(ZoneOffset.UTC) : null;
    insert.setObject(8, stored, Types.TIMESTAMP_WITH_TIMEZONE);
    insert.setBytes(9, entry.payload());
    insert.setInt(10, seen);
    insert.setObject(11, entry.isWhole() ? null : entry.size(), Types.INTEGER);
  }

  private static @Nullable String textOrNull(@Nullable String text) {
    return text == null ? null : text(text);
  }

  /** PostgreSQL's text has no NUL. */
  private static String text(String text) {
    String stored = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    return stored.replace('\0', '\ufffd');
  }

  private static byte[] digest(QuarantineEntry entry) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(entry.gateway().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      sha.update(entry.topic().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      return sha.digest(entry.payload());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
