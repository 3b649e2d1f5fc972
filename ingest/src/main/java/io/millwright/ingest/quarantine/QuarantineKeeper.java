package io.millwright.ingest.quarantine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how much is in quarantine, and where a limit is set deletes the oldest above it. On a
 * thread of its own.
 */
public final class QuarantineKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineKeeper.class);

  private static final String HOLDING =
      "select count(*), coalesce(sum(octet_length(payload)), 0),"
          + " count(*) filter (where replayed_at is null),"
          + " min(received_at) filter (where replayed_at is null) from quarantine";

  private final DataSource database;
  private final QuarantineDrops drops;
  private final QuarantineLimit limit;
  private final Duration every;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "quarantine"));

  private volatile long bytes;
  private volatile long open;
  private volatile long oldestMillis;

  /**
   * Makes a keeper that is not started.
   *
   * @param database the migrated database
   * @param drops deletes what is too much
   * @param limit how much there may be
   * @param every how often to look
   * @param clock what the database's clock is taken to show
   * @param metrics gets {@code millwright.quarantine.open}, {@code .bytes} and {@code
   *     .oldest.seconds}: since when the oldest entry waits for a person
   */
  public QuarantineKeeper(
      DataSource database,
      QuarantineDrops drops,
      QuarantineLimit limit,
      Duration every,
      InstantSource clock,
      MeterRegistry metrics) {
    this.database = database;
    this.drops = drops;
    this.limit = limit;
    this.every = every;
    this.clock = clock;
    Gauge.builder("millwright.quarantine.open", () -> open)
        .description("Entries in quarantine that were not replayed")
        .register(metrics);
    Gauge.builder("millwright.quarantine.bytes", () -> bytes)
        .description("Payloads in quarantine")
        .baseUnit("bytes")
        .register(metrics);
    Gauge.builder("millwright.quarantine.oldest", this::oldestSeconds)
        .description("How long the oldest entry has been waiting")
        .baseUnit("seconds")
        .register(metrics);
  }

  /** Begins to look. To be called once. */
  public void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::look, 0, Math.max(1, every.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Looks now. */
  private void look() {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(HOLDING);
        ResultSet row = select.executeQuery()) {
      row.next();
      long rows = row.getLong(1);
      bytes = row.getLong(2);
      open = row.getLong(3);
      Timestamp oldest = row.getTimestamp(4);
      oldestMillis = oldest == null ? 0 : oldest.getTime();
      if (rows > limit.rows() || bytes > limit.bytes()) {
        drops.dropOldest(
            Math.max(0, rows - limit.rows()),
            Math.max(0, bytes - limit.bytes()),
            "the limit of "
                + (limit.rows() == Long.MAX_VALUE
                    ? limit.bytes() + " bytes"
                    : limit.rows() + " entries"));
      }
    } catch (SQLException e) {
      LOG.warn("Cannot look into the quarantine now: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The quarantine is not watched for a moment", e);
    }
  }

  private double oldestSeconds() {
    return oldestMillis == 0 ? 0 : (clock.millis() - oldestMillis) / 1000.0;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
