package io.millwright.rules.due;

import io.millwright.rules.meter.UsageRate;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.OpenHalf;
import io.millwright.rules.state.AssetState.OpenPlan;
import io.millwright.rules.state.AssetState.RateState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is due for on one asset: for its open order, or else for the next one.
 *
 * @param plan the plan
 * @param openCycle the cycle of its open order; 0 when none is open
 * @param coveredBy the open order of another plan that its work is in, or null
 * @param counted its usage halves that have a baseline
 * @param dated its calendar half, or null
 * @param missing what the halves wait for that have no baseline yet, a sentence each
 */
public record Prospect(
    MaintenancePlan plan,
    int openCycle,
    @Nullable Cover coveredBy,
    List<Counted> counted,
    @Nullable Dated dated,
    List<String> missing) {

  /** Copies the lists. */
  public Prospect {
    counted = List.copyOf(counted);
    missing = List.copyOf(missing);
  }

  static Prospect of(MaintenancePlan plan, Halves halves, int openCycle, @Nullable OpenPlan open) {
    List<Counted> counted = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (UsageHalf half : halves.usage) {
      if (half.hasBegun()) {
        counted.add(counted(half, due(half, open)));
      } else {
        missing.add(half.meter() + " has no good reading yet");
      }
    }
    CalendarHalf calendar = halves.calendar;
    Dated dated = null;
    if (calendar != null && calendar.hasBegun()) {
      dated = new Dated((long) due(calendar, open), calendar.raiseTime());
    } else if (calendar != null) {
      missing.add("its calendar has not begun: that takes a reading or a tick");
    }
    Cover coveredBy = open == null ? null : open.coveredBy();
    return new Prospect(plan, openCycle, coveredBy, counted, dated, missing);
  }

  /** Whether its work is in an open order, its own or that of another plan. */
  public boolean isOpen() {
    return openCycle > 0 || coveredBy != null;
  }

  private static double due(Half half, @Nullable OpenPlan open) {
    if (open != null) {
      for (OpenHalf was : open.halves()) {
        if (Objects.equals(was.meter(), half.meter())) {
          return was.due();
        }
      }
    }
    return half.due();
  }

  private static Counted counted(UsageHalf half, double due) {
    UsageRate rate = half.meter.rate();
    return new Counted(
        half.meter(),
        half.trigger.unit(),
        half.meter.lastTime(),
        half.meter.total(),
        due,
        half.raiseFrom(),
        rate == null ? null : rate.snapshot());
  }

  /**
   * A usage half.
   *
   * @param meter the counter's name
   * @param unit its unit
   * @param time of its newest reading: epoch milliseconds
   * @param total life-to-date then
   * @param due the life-to-date it is due at
   * @param raiseFrom the life-to-date from which the order is raised
   * @param rate two points of its past
   */
  public record Counted(
      String meter,
      String unit,
      long time,
      double total,
      double due,
      double raiseFrom,
      @Nullable RateState rate) {}

  /**
   * The calendar half.
   *
   * @param due epoch milliseconds
   * @param raiseFrom epoch milliseconds from which the order is raised
   */
  public record Dated(long due, long raiseFrom) {}
}
