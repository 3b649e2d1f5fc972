package io.millwright.ingest.forecast;

import io.millwright.rules.forecast.DueRange;
import io.millwright.rules.forecast.Forecast;
import io.millwright.rules.forecast.Pace;
import io.millwright.rules.forecast.PlanForecast;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan's forecast on an asset, as the table and the API have it.
 *
 * @param asset the asset's tag
 * @param rule the plan's id
 * @param title the plan's title
 * @param kind {@code open}, {@code expected}, {@code never} or {@code unknown}
 * @param dueEarly not before; null: unknown, or never as things go on at present
 * @param dueLikely most likely; null as before
 * @param dueLate not after; null as before
 * @param raiseAt when its order is raised; null: unknown, never, or raised already
 * @param usage the usage half that decides, or null
 * @param readAt the oldest of the newest readings that it rests on, or null
 * @param stale whether that reading is more than a day old
 * @param notes how it was reckoned
 */
public record ForecastRow(
    String asset,
    String rule,
    String title,
    String kind,
    @Nullable Instant dueEarly,
    @Nullable Instant dueLikely,
    @Nullable Instant dueLate,
    @Nullable Instant raiseAt,
    @Nullable Usage usage,
    @Nullable Instant readAt,
    boolean stale,
    String notes) {

  /**
   * A usage half.
   *
   * @param meter the counter
   * @param unit its unit
   * @param total life-to-date
   * @param dueTotal life-to-date at which it is due
   * @param perDay mean rate, or null when unknown
   * @param slowest of the two weekly rates, or null
   * @param fastest of the two weekly rates, or null
   */
  public record Usage(
      String meter,
      String unit,
      double total,
      double dueTotal,
      @Nullable Double perDay,
      @Nullable Double slowest,
      @Nullable Double fastest) {}

  static List<ForecastRow> of(Forecast forecast) {
    return forecast.plans().stream().map(plan -> of(forecast.asset().tag(), plan)).toList();
  }

  private static ForecastRow of(String asset, PlanForecast forecast) {
    return new ForecastRow(
        asset,
        forecast.plan().id(),
        forecast.plan().title(),
        forecast.kind().word(),
        instant(forecast.due().early()),
        instant(forecast.due().likely()),
        instant(forecast.due().late()),
        instant(forecast.raiseAt()),
        usage(forecast.usage()),
        instant(forecast.readAt()),
        forecast.stale(),
        String.join("; ", forecast.notes()));
  }

  private static @Nullable Usage usage(PlanForecast.@Nullable Usage usage) {
    if (usage == null) {
      return null;
    }
    Pace pace = usage.pace();
    return new Usage(
        usage.meter(),
        usage.unit(),
        usage.total(),
        usage.due(),
        pace == null ? null : pace.mean(),
        pace == null ? null : pace.slowest(),
        pace == null ? null : pace.fastest());
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null || millis == DueRange.NEVER ? null : Instant.ofEpochMilli(millis);
  }

  /** The first time at which it may be due, as far as it is known; null when nothing is. */
  @Nullable Instant soonest() {
    return dueEarly != null ? dueEarly : dueLikely != null ? dueLikely : dueLate;
  }
}
