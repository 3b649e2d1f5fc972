package io.millwright.rules.due;

import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Spelled;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.Words;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the work order of a maintenance plan, with its due date and its evidence. */
record PlanOrder(
    Asset asset, MaintenancePlan plan, @Nullable UsageHalf usage, @Nullable CalendarHalf calendar) {

  WorkOrder raised(EpisodeKey key, long time, boolean byUsage) {
    List<String> arithmetic = new ArrayList<>();
    List<Evidence.Basis> readings = new ArrayList<>();
    Long dueByUsage = null;
    Double dueTotal = usage == null ? null : usage.due();
    if (usage != null && dueTotal != null) {
      MeterTrack meter = usage.meter;
      readings.add(new Evidence.Basis(meter.meter.name(), meter.lastTime(), meter.lastValue()));
      explainTotal(usage, dueTotal, arithmetic);
      dueByUsage = explainDate(usage, dueTotal, time, arithmetic);
    }
    Long dueTime = calendar == null ? null : calendar.due();
    if (calendar != null && dueTime != null) {
      arithmetic.add(
          "due date "
              + Words.day(dueTime, asset.zone())
              + " = "
              + Words.day(calendar.base() == null ? dueTime : calendar.base(), asset.zone())
              + " + "
              + Spelled.period(calendar.trigger));
    }
    return new WorkOrder(
        key,
        plan,
        Target.of(asset.ownership()),
        time,
        // When usage is what fired but its date is unknown, the calendar's date would be a lie.
        byUsage && dueByUsage == null ? null : earlier(dueByUsage, dueTime),
        dueTotal,
        dueTotal == null || usage == null ? null : usage.trigger.meter(),
        new Evidence(
            byUsage && usage != null && dueTotal != null
                ? whyByUsage(usage, dueTotal)
                : whyByDate(dueTime),
            byUsage && usage != null ? usage.trigger.meter() : null,
            byUsage && usage != null ? usage.trigger.unit() : null,
            readings,
            arithmetic));
  }

  private String whyByUsage(UsageHalf half, double dueTotal) {
    String unit = half.trigger.unit();
    double toGo = dueTotal - half.meter.total();
    return plan.title()
        + " is due at "
        + Words.quantity(dueTotal, unit)
        + "; "
        + half.trigger.meter()
        + " is at "
        + Words.quantity(half.meter.total(), unit)
        + (toGo > Rounding.SLACK
            ? " ("
                + Words.quantity(toGo, unit)
                + " to go, lead "
                + Words.quantity(half.trigger.lead(), unit)
                + ")"
            : "")
        + ".";
  }

  private String whyByDate(@Nullable Long dueTime) {
    return plan.title()
        + " is due on "
        + (dueTime == null ? "an unknown date" : Words.day(dueTime, asset.zone()))
        + " by calendar.";
  }

  private static void explainTotal(UsageHalf half, double dueTotal, List<String> arithmetic) {
    MeterTrack meter = half.meter;
    arithmetic.add(
        "life-to-date "
            + Words.number(meter.total())
            + " = reading "
            + Words.number(meter.lastValue())
            + (meter.offset() == 0
                ? ""
                : (meter.offset() < 0 ? " - " : " + ")
                    + Words.number(Math.abs(meter.offset()))
                    + " from rollovers and replacements"));
    arithmetic.add(
        "due at "
            + Words.number(dueTotal)
            + " = baseline "
            + Words.number(dueTotal - half.trigger.every())
            + " + every "
            + Words.number(half.trigger.every())
            + (half.isConverted()
                ? " "
                    + half.trigger.unit()
                    + " (the rule's "
                    + Words.quantity(half.written.every(), half.written.unit())
                    + ")"
                : ""));
  }

  private @Nullable Long explainDate(
      UsageHalf half, double dueTotal, long time, List<String> arithmetic) {
    if (half.meter.total() >= dueTotal - Rounding.SLACK) {
      return time;
    }
    Projection projection = Projection.of(half.meter, dueTotal, time, asset.zone());
    arithmetic.add(projection.sentence());
    return projection.at();
  }

  private static @Nullable Long earlier(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : Long.valueOf(Math.min(a, b));
  }
}
