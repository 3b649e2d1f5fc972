package io.millwright.rules.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When orders of a plan may be raised: in its season, and not in a blackout. All dates are the
 * site's, and include both ends.
 *
 * @param season the time of the year, or null for the whole year
 * @param blackouts times in which nothing is raised
 */
public record RaiseWindow(@Nullable Season season, List<Blackout> blackouts) {

  /** At any time. */
  public static final RaiseWindow ALWAYS = new RaiseWindow(null, List.of());

  /** Copies the list. */
  public RaiseWindow {
    blackouts = List.copyOf(blackouts);
  }

  /** Whether it is never closed. */
  public boolean isAlways() {
    return season == null && blackouts.isEmpty();
  }

  /**
   * The blackout at a time.
   *
   * @param time epoch milliseconds
   * @param zone the site's time zone
   * @return the first one in the order of the plan, or null
   */
  public @Nullable Blackout blackoutAt(long time, ZoneId zone) {
    return blackoutOn(day(time, zone));
  }

  /**
   * When it is open next.
   *
   * @param time epoch milliseconds
   * @param zone the site's time zone
   * @return {@code time} itself when it is open then; else the midnight at which it opens
   */
  public long opensAt(long time, ZoneId zone) {
    LocalDate today = day(time, zone);
    LocalDate open = openFrom(today);
    return open.equals(today) ? time : open.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private LocalDate openFrom(LocalDate day) {
    LocalDate open = day;
    while (true) {
      Blackout blackout = blackoutOn(open);
      if (blackout != null) {
        open = blackout.to.plusDays(1);
      } else if (season != null && !season.includes(open)) {
        open = season.nextBegin(open);
      } else {
        return open;
      }
    }
  }

  private @Nullable Blackout blackoutOn(LocalDate day) {
    for (Blackout blackout : blackouts) {
      if (!day.isBefore(blackout.from) && !day.isAfter(blackout.to)) {
        return blackout;
      }
    }
    return null;
  }

  private static LocalDate day(long time, ZoneId zone) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
  }

  /**
   * A time of each year. The 29th of February is the 28th where there is none.
   *
   * @param from the first day
   * @param to the last day; before {@code from}, it is that of the year after
   */
  public record Season(MonthDay from, MonthDay to) {

    /** {@code 04-01 to 10-31}. */
    public String words() {
      return from.toString().substring(2) + " to " + to.toString().substring(2);
    }

    boolean includes(LocalDate day) {
      boolean begun = !day.isBefore(from.atYear(day.getYear()));
      boolean over = day.isAfter(to.atYear(day.getYear()));
      return from.isAfter(to) ? begun || !over : begun && !over;
    }

    LocalDate nextBegin(LocalDate day) {
      LocalDate begin = from.atYear(day.getYear());
      return begin.isAfter(day) ? begin : from.atYear(day.getYear() + 1);
    }
  }

  /**
   * A time in which nothing is raised.
   *
   * @param from the first day
   * @param to the last day, not before {@code from}
   * @param why what for, in words
   */
  public record Blackout(LocalDate from, LocalDate to, String why) {

    /** Validates the order of the days. */
    public Blackout {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("'to' (" + to + ") is before 'from' (" + from + ")");
      }
    }
  }
}
