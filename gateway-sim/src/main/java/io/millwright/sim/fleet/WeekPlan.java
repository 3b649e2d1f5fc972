package io.millwright.sim.fleet;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Decides what happens in a week; the same for the same seed, whatever happened before. */
final class WeekPlan {
  private static final Duration WEEK = Duration.ofDays(7);

  private final long seed;
  private final List<Site> sites;
  private final Instant start;

  WeekPlan(long seed, List<Site> sites, Instant start) {
    this.seed = seed;
    this.sites = sites;
    this.start = start;
  }

  /** The stories of a week, counted from 0. */
  List<Story> of(int week) {
    RandomGenerator random = Noise.of(seed, "week", week);
    Instant from = start.plus(WEEK.multipliedBy(week));
    List<Story> stories = new ArrayList<>();
    stories.add(at(Story.Kind.DOOR_DRIVE, MachineKind.LIFT, from, random));
    stories.add(at(Story.Kind.COOLANT, MachineKind.EXCAVATOR, from, random));
    Placed worn = pick(MachineKind.COMPRESSOR, random);
    Instant wearFrom = from.plus(Duration.ofMinutes(random.nextInt(6 * 60, 48 * 60)));
    stories.add(new Story(Story.Kind.VIBRATION, worn.asset().tag(), wearFrom, wearFrom));
    stories.add(at(Story.Kind.METER_REPLACED, MachineKind.COMPRESSOR, from, random));
    String offline = sites.get(random.nextInt(sites.size())).gateway();
    Instant offlineFrom = from.plus(Duration.ofMinutes(random.nextInt(12 * 60, 6 * 24 * 60)));
    Instant offlineTo = offlineFrom.plus(Duration.ofMinutes(random.nextInt(2 * 60, 6 * 60)));
    stories.add(new Story(Story.Kind.OUTAGE, offline, offlineFrom, offlineTo));
    String stutters = sites.get(random.nextInt(sites.size())).gateway();
    Instant repeatAt = from.plus(Duration.ofMinutes(random.nextInt(60, 6 * 24 * 60)));
    stories.add(new Story(Story.Kind.REPEAT, stutters, repeatAt, repeatAt));
    return stories;
  }

  private Story at(Story.Kind what, MachineKind kind, Instant from, RandomGenerator random) {
    Placed placed = pick(kind, random);
    Instant time = workingMorning(placed.site(), from, random);
    return new Story(what, placed.asset().tag(), time, time);
  }

  /** Between 08:00 and 11:30 of a working day that lies in the week as a whole. */
  private static Instant workingMorning(Site site, Instant week, RandomGenerator random) {
    LocalDate first = ZonedDateTime.ofInstant(week, site.zone()).toLocalDate().plusDays(1);
    List<LocalDate> days =
        first
            .datesUntil(first.plusDays(6))
            .filter(
                day ->
                    day.getDayOfWeek() != DayOfWeek.SATURDAY
                        && day.getDayOfWeek() != DayOfWeek.SUNDAY)
            .toList();
    LocalDate day = days.get(random.nextInt(days.size()));
    LocalTime time = LocalTime.of(8, 0).plusMinutes(random.nextInt(0, 210));
    return day.atTime(time).atZone(site.zone()).toInstant();
  }

  private Placed pick(MachineKind kind, RandomGenerator random) {
    List<Placed> candidates =
        sites.stream()
            .flatMap(site -> site.assets().stream().map(asset -> new Placed(site, asset)))
            .filter(placed -> placed.asset().kind() == kind)
            .toList();
    return candidates.get(random.nextInt(candidates.size()));
  }

  private record Placed(Site site, SimAsset asset) {}
}
