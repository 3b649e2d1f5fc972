package io.millwright.rules.forecast;

import io.millwright.rules.plan.MaintenancePlan;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a plan is due on an asset. Times are epoch milliseconds.
 *
 * @param plan the plan
 * @param kind what kind of answer this is
 * @param due when it is due; for an open order, that order
 * @param raiseAt when its order will most likely be raised; null when unknown, never or raised
 *     already
 * @param usage the usage half that decides, or null when the calendar does or nothing is known
 * @param readAt the newest reading that it rests on, or null when it rests on none
 * @param stale whether that reading is more than a day old
 * @param notes how it was reckoned, and why what is unknown is so; sentences without full stop
 */
public record PlanForecast(
    MaintenancePlan plan,
    Kind kind,
    DueRange due,
    @Nullable Long raiseAt,
    @Nullable Usage usage,
    @Nullable Long readAt,
    boolean stale,
    List<String> notes) {

  /** Kinds of answer. */
  public enum Kind {
    /** Its order is open. */
    OPEN,
    /** It has a likely date. */
    EXPECTED,
    /** As things go on at present, never. */
    NEVER,
    /** It cannot be said. */
    UNKNOWN;

    /** The name used in tables and the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A usage half.
   *
   * @param meter the counter
   * @param unit its unit
   * @param total life-to-date
   * @param due life-to-date at which it is due
   * @param toGo units to go; below 0 when it is past
   * @param pace how fast it grows, or null when that is unknown
   */
  public record Usage(
      String meter, String unit, double total, double due, double toGo, @Nullable Pace pace) {}

  /** Copies the list. */
  public PlanForecast {
    notes = List.copyOf(notes);
  }

  static PlanForecast unknown(MaintenancePlan plan, String why) {
    return new PlanForecast(
        plan, Kind.UNKNOWN, DueRange.UNKNOWN, null, null, null, false, List.of(why));
  }
}
