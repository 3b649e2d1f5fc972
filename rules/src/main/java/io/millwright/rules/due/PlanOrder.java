package io.millwright.rules.due;

import io.millwright.rules.episode.Covered;
import io.millwright.rules.episode.EpisodeKey;
import io.millwright.rules.episode.Evidence;
import io.millwright.rules.episode.Target;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.VisitGroup;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.OpenHalf;
import io.millwright.rules.state.AssetState.OpenPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the work order of a maintenance plan, with its due date and its evidence.
 *
 * @param waited what kept it back until now, in words, or null
 */
record PlanOrder(Asset asset, MaintenancePlan plan, Halves halves, @Nullable String waited) {

  /** The meter that an order names: the first that fired, else the first there is, or null. */
  static @Nullable String namedMeter(OpenPlan opened) {
    String named = null;
    for (OpenHalf half : opened.halves()) {
      if (half.meter() != null && half.fired()) {
        return half.meter();
      }
      named = named == null ? half.meter() : named;
    }
    return named;
  }

  WorkOrder raised(EpisodeKey key, long time, List<Covered> covers) {
    // The largest service of a family may have a shorter lead than the one that called for it.
    UsageHalf fired =
        halves.isDue(time) || halves.usage.length == 0 ? halves.firstDue(time) : halves.usage[0];
    UsageHalf named = fired;
    List<String> arithmetic = new ArrayList<>();
    List<Evidence.Basis> readings = new ArrayList<>();
    DueDate date = new DueDate(plan.whichever());
    for (UsageHalf half : halves.usage) {
      if (half.hasBegun()) {
        named = named == null ? half : named;
        MeterTrack meter = half.meter;
        readings.add(new Evidence.Basis(meter.meter.name(), meter.lastTime(), meter.lastValue()));
        UsageArithmetic.explain(half, arithmetic);
        date.usage(dateOf(half, time, arithmetic), half.isDue(time));
      }
    }
    CalendarHalf calendar = halves.calendar;
    if (calendar != null && calendar.hasDue()) {
      arithmetic.addAll(calendar.explain());
      date.calendar(calendar.dueTime());
    }
    if (waited != null) {
      arithmetic.add(waited);
    }
    covers.forEach(covered -> arithmetic.add(covers(covered)));
    return new WorkOrder(
        key,
        plan,
        Target.of(asset.ownership()),
        time,
        date.due(),
        named == null ? null : Double.valueOf(named.due()),
        named == null ? null : named.meter(),
        new Evidence(
            why(fired),
            fired == null ? null : fired.meter(),
            fired == null ? null : fired.trigger.unit(),
            readings,
            arithmetic),
        covers);
  }

  private String covers(Covered covered) {
    VisitGroup group = plan.life().group();
    return (covered.joined() ? "joined by " : "contains ")
        + covered.plan().title()
        + " ("
        + covered.plan().id()
        + "): "
        + (covered.joined()
            ? "due soon, of the group " + (group == null ? "" : group.name())
            : "due at the same point, a smaller service of the family " + plan.life().family());
  }

  private String why(@Nullable UsageHalf fired) {
    boolean together = plan.whichever() == Whichever.ALL && halves.count() > 1;
    if (together) {
      return Stream.concat(
              Stream.of(halves.usage).map(UsageArithmetic::words),
              Stream.ofNullable(halves.calendar).map(CalendarHalf::words))
          .collect(Collectors.joining(", and ", plan.title() + " is due ", "."));
    }
    CalendarHalf calendar = halves.calendar;
    return plan.title()
        + " is due "
        + (fired != null ? UsageArithmetic.words(fired) : calendar == null ? "" : calendar.words())
        + ".";
  }

  private @Nullable Long dateOf(UsageHalf half, long time, List<String> arithmetic) {
    if (half.meter.total() >= half.due() - Rounding.SLACK) {
      return time;
    }
    Projection projection = Projection.of(half.meter, half.due(), time, asset.zone());
    arithmetic.add(projection.sentence());
    return projection.at();
  }
}
