package io.millwright.rules.due;

import io.millwright.rules.episode.Reasons;
import io.millwright.rules.event.Event;
import io.millwright.rules.meter.MeterTrack;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.model.Asset;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.plan.UsageTrigger;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.HalfState;
import io.millwright.rules.state.AssetState.OpenHalf;
import io.millwright.rules.state.AssetState.OpenPlan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The triggers of a plan on one asset: whether the plan is due, and from where it counts on. */
final class Halves {
  final UsageHalf[] usage;
  final @Nullable CalendarHalf calendar;
  private final Half[] all;
  private final MaintenancePlan plan;

  /** Whether the plan is due only when every half is. */
  private final boolean together;

  Halves(Asset asset, MaintenancePlan plan, List<MeterTrack> meters) {
    this.plan = plan;
    together = plan.whichever() == Whichever.ALL;
    List<Half> halves = new ArrayList<>();
    for (UsageTrigger trigger : plan.usage()) {
      for (MeterTrack meter : meters) {
        if (meter.meter.name().equals(trigger.meter())) {
          halves.add(new UsageHalf(trigger, meter));
        }
      }
    }
    usage = halves.toArray(UsageHalf[]::new);
    calendar = plan.calendar() == null ? null : new CalendarHalf(plan.calendar(), asset.zone());
    if (calendar != null) {
      halves.add(calendar);
    }
    all = calendar == null ? usage : halves.toArray(Half[]::new);
  }

  int count() {
    return all.length;
  }

  void begin(long time, boolean live) {
    for (Half half : all) {
      half.begin(time, live);
    }
  }

  /** Whether the order may be raised at a time. */
  boolean isDue(long time) {
    return together
        ? isDueByUsage(time)
        : isDueByUsage(time) || (calendar != null && calendar.isDue(time));
  }

  /** Whether what meters show makes it so; all together, the calendar must be there, too. */
  boolean isDueByUsage(long time) {
    if (!together) {
      return firstDue(time) != null;
    }
    for (Half half : all) {
      if (!half.isDue(time)) {
        return false;
      }
    }
    return true;
  }

  /** The first usage half that is due, or null. */
  @Nullable UsageHalf firstDue(long time) {
    for (UsageHalf half : usage) {
      if (half.isDue(time)) {
        return half;
      }
    }
    return null;
  }

  @Nullable UsageHalf of(MeterTrack meter) {
    for (UsageHalf half : usage) {
      if (half.meter == meter) {
        return half;
      }
    }
    return null;
  }

  @Nullable UsageHalf of(@Nullable String meter) {
    for (UsageHalf half : usage) {
      if (half.meter().equals(meter)) {
        return half;
      }
    }
    return null;
  }

  /** Whether the passing of time alone begins it. */
  boolean mustBegin() {
    return calendar != null && !calendar.hasBegun();
  }

  /** Whether a reading of this meter begins it. */
  boolean mustBegin(MeterTrack meter) {
    UsageHalf half = of(meter);
    return half != null && !half.hasBegun();
  }

  /**
   * When the passing of time alone makes it due: epoch milliseconds, Long.MAX_VALUE for never. What
   * only a buffered reading has made due waits for a live one.
   */
  long dueByTime() {
    if (calendar == null) {
      return Long.MAX_VALUE;
    }
    if (together) {
      for (UsageHalf half : usage) {
        if (!half.isDue(0)) {
          return Long.MAX_VALUE;
        }
      }
    }
    return calendar.raiseTime();
  }

  /** The life-to-date of a meter from which its movement can have an effect. */
  double nextTotal(MeterTrack meter) {
    UsageHalf half = of(meter);
    if (half == null) {
      return Double.POSITIVE_INFINITY;
    }
    long now = meter.lastTime();
    if (isDueByUsage(now)) {
      // It waits for a live reading, of whichever meter.
      return Double.NEGATIVE_INFINITY;
    }
    // What waits for another meter has no use for more of this one.
    return half.isDue(now) ? Double.POSITIVE_INFINITY : half.raiseFrom() - Rounding.SLACK;
  }

  /** Epoch milliseconds from which a reading of a meter can have an effect by its time alone. */
  long nextTime(MeterTrack meter) {
    UsageHalf half = of(meter);
    long next = half == null ? Long.MAX_VALUE : half.boundUntil();
    boolean passed = together && calendar != null && calendar.isDue(meter.lastTime());
    return calendar == null || passed ? next : Math.min(next, calendar.raiseTime());
  }

  /** What an episode that begins now is due for. */
  List<OpenHalf> opened(Predicate<Half> fired) {
    List<OpenHalf> halves = new ArrayList<>();
    for (Half half : all) {
      if (half.hasBegun() && Double.isFinite(half.due())) {
        halves.add(new OpenHalf(half.meter(), half.due(), fired.test(half)));
      }
    }
    return halves;
  }

  /** Whether it is due by a later time, as far as can be said at this one. */
  boolean isDueBy(long time, long until, ZoneId zone) {
    return together
        ? Stream.of(all).allMatch(half -> isDueBy(half, time, until, zone))
        : Stream.of(all).anyMatch(half -> isDueBy(half, time, until, zone));
  }

  static boolean isDueBy(Half half, long time, long until, ZoneId zone) {
    if (!half.hasBegun()) {
      return false;
    }
    if (half instanceof UsageHalf usage && usage.meter.total() < usage.due()) {
      Long at = Projection.of(usage.meter, usage.due(), time, zone).at();
      return at != null && at <= until;
    }
    return half instanceof UsageHalf || half.due() <= until;
  }

  /** When the newest was known that counts after a time: epoch milliseconds. */
  long shown(long time) {
    long newest = time;
    for (UsageHalf half : usage) {
      newest = Math.max(newest, half.meter.lastTime());
    }
    return newest;
  }

  /** Leaves the present intervals out. */
  void skip() {
    for (Half half : all) {
      if (half.hasBegun() && !Double.isInfinite(half.due())) {
        half.moveTo(half.due());
      }
    }
  }

  boolean hasBegun() {
    return Stream.of(all).anyMatch(Half::hasBegun);
  }

  /**
   * Counts on after an episode.
   *
   * @param total of each usage half, where it stood at the end of the episode
   * @return how many further due points were covered by it
   */
  int close(OpenPlan closing, Event.OrderClosed event, double[] total) {
    int merged = 0;
    for (int i = 0; i < all.length; i++) {
      Half half = all[i];
      if (half.hasBegun()) {
        merged += close(half, of(closing, half), event, i < total.length ? total[i] : event.time());
      }
    }
    return merged;
  }

  private static @Nullable OpenHalf of(OpenPlan closing, Half half) {
    for (OpenHalf was : closing.halves()) {
      if (Objects.equals(was.meter(), half.meter())) {
        return was;
      }
    }
    return null;
  }

  /**
   * A due half goes on from its due point, or from completion; another one only from the latter. A
   * cancelled order skips its due point; it does not make the asset serviced.
   */
  private int close(Half half, @Nullable OpenHalf was, Event.OrderClosed event, double point) {
    boolean onItsGrid =
        plan.schedule() == Schedule.FIXED || !event.completed() || half.keepsItsDates();
    boolean wasDue = (was != null && was.fired()) || half.isDueAt(point);
    if (!Double.isFinite(half.due())) {
      return 0;
    }
    if (wasDue && onItsGrid) {
      double due = was == null ? half.due() : was.due();
      if (!plan.catchUp()) {
        return half.moveAlong(due, point);
      }
      half.moveTo(due);
    } else if (event.completed()) {
      half.restart(point);
    }
    return 0;
  }

  /**
   * Counts on as if the work had been done when it was due: nobody will report it.
   *
   * @return how many further due points have passed already
   */
  int closeAtDue(OpenPlan closing, long time) {
    int passed = 0;
    for (Half half : all) {
      OpenHalf was = of(closing, half);
      if (was != null && was.fired()) {
        passed += half.moveAlong(was.due(), half.at(time));
      } else if (half.hasBegun()) {
        half.restart(half.at(time));
      }
    }
    return passed;
  }

  void explain(Reasons reasons) {
    for (Half half : all) {
      half.explain(reasons);
    }
    if (together && all.length > 1) {
      reasons.add("it is due when all of these are");
    }
  }

  List<HalfState> snapshot() {
    return Stream.of(all).filter(Half::hasBegun).map(Half::snapshot).toList();
  }

  /** Puts states in place. A total of another meter means nothing on one of these. */
  void restore(List<HalfState> states) {
    for (HalfState state : states) {
      for (Half half : all) {
        if (Objects.equals(half.meter(), state.meter())) {
          half.restore(state);
        }
      }
    }
  }
}
