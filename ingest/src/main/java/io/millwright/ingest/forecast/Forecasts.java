package io.millwright.ingest.forecast;

import io.millwright.ingest.pipeline.FoldReader;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.rules.forecast.Demand;
import io.millwright.rules.forecast.Forecast;
import io.millwright.rules.forecast.Present;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** Forecasts on demand. Thread-safe; everything blocks. */
public final class Forecasts {
  private final Presents presents;
  private final DataSource dataSource;
  private final InstantSource clock;
  private final ForecastTable table = new ForecastTable();

  /**
   * Creates it.
   *
   * @param folds the states of assets
   * @param dataSource the table
   * @param clock the time that forecasts start from
   */
  public Forecasts(FoldReader folds, DataSource dataSource, InstantSource clock) {
    this.presents = new Presents(folds, clock);
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /**
   * Some rows, and the time they are of.
   *
   * @param at when they were made; empty when the table was not filled yet
   * @param rows the rows
   */
  public record Page(Optional<Instant> at, List<ForecastRow> rows) {

    /** Copies the list. */
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One asset, asked this moment.
   *
   * @param asset the asset
   * @return all its plans
   * @throws TimeoutException when the pipeline is held up
   */
  public Page now(RegisteredAsset asset) throws TimeoutException {
    List<ForecastRow> rows = new ArrayList<>();
    presents.each(
        List.of(asset),
        (assets, known) -> {
          if (known.isEmpty()) {
            throw new IllegalStateException(asset.asset().tag() + " is set aside: see the log");
          }
          known.forEach(one -> rows.addAll(ForecastRow.of(Forecast.of(one))));
        });
    return new Page(Optional.of(clock.instant()), rows);
  }

  /**
   * Many assets, as the table has them.
   *
   * @param query what is asked
   * @return in the order of asset and plan
   * @throws SQLException when the database fails
   */
  public Page stored(ForecastQuery query) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Optional<Instant> at = table.refreshedAt(connection);
      return new Page(at, table.read(connection, query));
    }
  }

  /**
   * The parts that plans will take.
   *
   * @param assets whose plans
   * @param days how far to look ahead
   * @return the sum
   * @throws TimeoutException when the pipeline is held up
   */
  public Demand demand(List<RegisteredAsset> assets, int days) throws TimeoutException {
    Demand demand = new Demand(days);
    presents.each(assets, (some, known) -> known.forEach((Present one) -> demand.add(one)));
    return demand;
  }
}
