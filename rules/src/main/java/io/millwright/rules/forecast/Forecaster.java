package io.millwright.rules.forecast;

import io.millwright.rules.due.Prospect;
import io.millwright.rules.episode.Words;
import io.millwright.rules.forecast.PlanForecast.Kind;
import io.millwright.rules.forecast.PlanForecast.Usage;
import io.millwright.rules.meter.Rounding;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.state.AssetState.Cover;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says when a plan is due: the calendar exactly, usage by the counter's {@link Pace}. A reading is
 * believed to hold for a week; after that the usage date is unknown, and does not slide on.
 */
final class Forecaster {
  private static final long DAY = 86_400_000L;
  private static final long UNKNOWN_AFTER = 7 * DAY;

  private final Prospect prospect;
  private final long now;
  private final ZoneId zone;
  private final List<String> notes = new ArrayList<>();

  private @Nullable DueRange due;
  private @Nullable DueRange raise;
  private @Nullable Usage deciding;
  private @Nullable Long decidingLikely;
  private @Nullable Long oldestRead;

  private Forecaster(Prospect prospect, long now, ZoneId zone) {
    this.prospect = prospect;
    this.now = now;
    this.zone = zone;
  }

  static PlanForecast of(Prospect prospect, long now, ZoneId zone) {
    return new Forecaster(prospect, now, zone).forecast();
  }

  /** How fast a counter grows; null when that is unknown by now. */
  static @Nullable Pace pace(Prospect.Counted counter, long now) {
    return now - counter.time() > UNKNOWN_AFTER
        ? null
        : Pace.of(counter.rate(), counter.time(), counter.total());
  }

  private PlanForecast forecast() {
    Cover cover = prospect.coveredBy();
    if (cover != null) {
      notes.add("its work is in order " + cover.cycle() + " of " + cover.rule());
    }
    for (String missing : prospect.missing()) {
      notes.add(missing);
      add(DueRange.UNKNOWN, DueRange.UNKNOWN, null);
    }
    for (Prospect.Counted counted : prospect.counted()) {
      count(counted);
    }
    Prospect.Dated dated = prospect.dated();
    if (dated != null) {
      notes.add("by calendar due on " + Words.day(dated.due(), zone));
      add(DueRange.at(dated.due()), DueRange.at(dated.raiseFrom()), null);
    }
    DueRange range = due == null ? DueRange.UNKNOWN : due;
    return new PlanForecast(
        plan(), kind(range), range, raiseAt(), deciding, oldestRead, isStale(), notes);
  }

  private MaintenancePlan plan() {
    return prospect.plan();
  }

  private void count(Prospect.Counted half) {
    oldestRead = oldestRead == null ? half.time() : Math.min(oldestRead, half.time());
    double toGo = Rounding.off(half.due() - half.total());
    Pace pace = pace(half, now);
    Usage usage = new Usage(half.meter(), half.unit(), half.total(), half.due(), toGo, pace);
    String sentence =
        half.meter()
            + " is at "
            + Words.number(half.total())
            + " of "
            + Words.quantity(half.due(), half.unit())
            + ": ";
    if (now - half.time() > UNKNOWN_AFTER) {
      notes.add(sentence + "no reading since " + Words.day(half.time(), zone));
      add(DueRange.UNKNOWN, DueRange.UNKNOWN, usage);
    } else if (pace == null) {
      notes.add(sentence + "less than a day of history");
      add(DueRange.UNKNOWN, DueRange.UNKNOWN, usage);
    } else {
      notes.add(
          sentence
              + Words.number(toGo)
              + " to go at "
              + Words.number(pace.mean())
              + " a day ("
              + pace.method()
              + ")");
      double untilRaised = half.raiseFrom() - half.total();
      add(range(pace, half.time(), toGo), range(pace, half.time(), untilRaised), usage);
    }
  }

  /** What is past is so much longer ago, the slower it goes. */
  private static DueRange range(Pace pace, long time, double toGo) {
    double soonest = toGo < 0 ? pace.slowest() : pace.fastest();
    double latest = toGo < 0 ? pace.fastest() : pace.slowest();
    return new DueRange(
        Pace.reached(soonest, time, toGo),
        Pace.reached(pace.mean(), time, toGo),
        Pace.reached(latest, time, toGo));
  }

  private void add(DueRange halfDue, DueRange halfRaise, @Nullable Usage usage) {
    boolean all = plan().whichever() == Whichever.ALL;
    due = due == null ? halfDue : all ? due.last(halfDue) : due.first(halfDue);
    raise = raise == null ? halfRaise : all ? raise.last(halfRaise) : raise.first(halfRaise);
    Long likely = halfDue.likely();
    boolean decides =
        likely != null
            && (decidingLikely == null
                || (all ? likely > decidingLikely : likely < decidingLikely));
    if (decides) {
      decidingLikely = likely;
    }
    if (decides || (decidingLikely == null && usage != null)) {
      deciding = usage;
    }
  }

  private Kind kind(DueRange range) {
    if (prospect.isOpen()) {
      return Kind.OPEN;
    } else if (range.likely() == null) {
      return Kind.UNKNOWN;
    }
    return range.likely() == DueRange.NEVER ? Kind.NEVER : Kind.EXPECTED;
  }

  private @Nullable Long raiseAt() {
    Long at = raise == null ? null : raise.likely();
    return prospect.isOpen() || at == null || at == DueRange.NEVER
        ? null
        : Long.valueOf(plan().window().opensAt(Math.max(at, now), zone));
  }

  private boolean isStale() {
    return oldestRead != null && now - oldestRead > DAY;
  }
}
