package io.millwright.rules.fold;

import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.UsageTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the work order of a maintenance plan, with its due date and its evidence. */
record PlanOrder(
    Asset asset, MaintenancePlan plan, @Nullable UsageTrigger usage, @Nullable MeterTrack meter) {

  WorkOrder raised(
      EpisodeKey key,
      long time,
      boolean byUsage,
      @Nullable Double dueTotal,
      @Nullable Long dueTime,
      @Nullable Double baseTotal,
      @Nullable Long baseTime) {
    List<String> arithmetic = new ArrayList<>();
    List<Evidence.Basis> readings = new ArrayList<>();
    Long dueByUsage = null;
    if (usage != null && meter != null && meter.hasReading() && dueTotal != null) {
      readings.add(new Evidence.Basis(meter.meter.name(), meter.lastTime(), meter.lastValue()));
      dueByUsage = explainUsage(dueTotal, baseTotal, time, arithmetic);
    }
    if (dueTime != null && baseTime != null) {
      arithmetic.add(
          "due date "
              + Words.day(dueTime, asset.zone())
              + " = "
              + Words.day(baseTime, asset.zone())
              + " + "
              + Spelled.period(plan.calendar()));
    }
    return new WorkOrder(
        key,
        plan,
        Target.of(asset.ownership()),
        time,
        earlier(dueByUsage, dueTime),
        dueTotal,
        usage == null ? null : usage.meter(),
        new Evidence(
            why(byUsage, dueTotal, dueTime),
            usage == null ? null : usage.meter(),
            usage == null ? null : usage.unit(),
            readings,
            arithmetic));
  }

  private String why(boolean byUsage, @Nullable Double dueTotal, @Nullable Long dueTime) {
    if (byUsage && usage != null && meter != null && dueTotal != null) {
      String unit = " " + usage.unit();
      double toGo = dueTotal - meter.total();
      return plan.title()
          + " is due at "
          + Words.number(dueTotal)
          + unit
          + "; "
          + usage.meter()
          + " is at "
          + Words.number(meter.total())
          + unit
          + (toGo > 0
              ? " ("
                  + Words.number(toGo)
                  + unit
                  + " to go, lead "
                  + Words.number(usage.lead())
                  + ")"
              : "")
          + ".";
    }
    return plan.title()
        + " is due on "
        + (dueTime == null ? "an unknown date" : Words.day(dueTime, asset.zone()))
        + " by calendar.";
  }

  private @Nullable Long explainUsage(
      double dueTotal, @Nullable Double baseTotal, long time, List<String> arithmetic) {
    MeterTrack track = Objects.requireNonNull(meter);
    UsageTrigger trigger = Objects.requireNonNull(usage);
    arithmetic.add(
        "life-to-date "
            + Words.number(track.total())
            + " = reading "
            + Words.number(track.lastValue())
            + " + "
            + Words.number(track.offset())
            + " from rollovers and replacements");
    arithmetic.add(
        "due at "
            + Words.number(dueTotal)
            + " = baseline "
            + Words.number(baseTotal == null ? 0 : baseTotal)
            + " + every "
            + Words.number(trigger.every()));
    if (track.total() >= dueTotal) {
      return time;
    }
    Long projected = track.projected(dueTotal);
    arithmetic.add(
        projected == null
            ? "due date by usage unknown: less than a day of history"
            : "due date by usage "
                + Words.day(projected, asset.zone())
                + ": "
                + Words.number(dueTotal - track.total())
                + " to go at "
                + Words.number(track.ratePerDay())
                + " a day (mean of the last one to two weeks)");
    return projected;
  }

  private static @Nullable Long earlier(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : Long.valueOf(Math.min(a, b));
  }
}
