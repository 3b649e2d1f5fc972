package io.millwright.ingest.forecast;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millwright.ingest.pipeline.FoldReader;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.rules.forecast.Forecast;
import io.millwright.rules.forecast.Present;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table {@code forecast} new, on a thread of its own. What fails is tried again the next
 * time: the table is for reading and decides nothing.
 */
public final class ForecastRefresh implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastRefresh.class);

  private final Registry registry;
  private final Presents presents;
  private final DataSource dataSource;
  private final InstantSource clock;
  private final Duration every;
  private final Timer timer;
  private final ForecastTable table = new ForecastTable();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "forecast"));

  /**
   * A refresh that has not begun.
   *
   * @param registry all assets
   * @param folds their states
   * @param dataSource where the table is
   * @param clock the time that forecasts start from
   * @param every how long from the end of one refresh to the beginning of the next
   * @param meters counts
   */
  public ForecastRefresh(
      Registry registry,
      FoldReader folds,
      DataSource dataSource,
      InstantSource clock,
      Duration every,
      MeterRegistry meters) {
    this.registry = registry;
    this.presents = new Presents(folds, clock);
    this.dataSource = dataSource;
    this.clock = clock;
    this.every = every;
    this.timer =
        Timer.builder("millwright.forecast.refresh")
            .description("Refreshes of the table forecast that were completed")
            .register(meters);
  }

  /** Starts; the first refresh comes at once. */
  public void start() {
    // It ends with its thread, and a run reports its own failure.
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::run, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      refresh();
    } catch (TimeoutException e) {
      LOG.warn("The forecast was not refreshed: the pipeline is held up; see /readyz");
    } catch (SQLException | RuntimeException e) {
      if (!thread.isShutdown()) {
        LOG.warn("The forecast was not refreshed: {}", e.toString());
      }
    }
  }

  private void refresh() throws SQLException, TimeoutException {
    long start = System.nanoTime();
    List<RegisteredAsset> assets = List.copyOf(registry.all());
    presents.each(assets, this::put);
    long took = System.nanoTime() - start;
    try (Connection connection = dataSource.getConnection()) {
      table.refreshed(
          connection, clock.instant(), assets.size(), TimeUnit.NANOSECONDS.toMillis(took));
    }
    timer.record(took, TimeUnit.NANOSECONDS);
  }

  private void put(List<RegisteredAsset> assets, List<Present> known) throws SQLException {
    Map<Integer, List<ForecastRow>> rows = new HashMap<>();
    Map<String, Present> byTag = new HashMap<>();
    known.forEach(present -> byTag.put(present.asset().tag(), present));
    for (RegisteredAsset asset : assets) {
      Present present = byTag.get(asset.asset().tag());
      rows.put(asset.id(), present == null ? List.of() : ForecastRow.of(Forecast.of(present)));
    }
    try (Connection connection = dataSource.getConnection()) {
      table.put(connection, rows);
    }
  }

  /** Ends; what is under way is given two seconds. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.debug("A refresh of the forecast is still under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
