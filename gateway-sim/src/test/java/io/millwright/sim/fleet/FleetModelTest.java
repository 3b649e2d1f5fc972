package io.millwright.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millwright.rules.model.Ownership;
import io.millwright.sim.contract.GatewayMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetModelTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final int WEEK_OF_TICKS = 7 * 24 * 6;

  @Test
  void theSameSeedPublishesTheSameBytes() {
    assertThat(payloads(7, 12, 400)).isEqualTo(payloads(7, 12, 400));
    assertThat(payloads(7, 12, 400)).isNotEqualTo(payloads(8, 12, 400));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 13, 20, 61})
  void aFleetIsHalfOwnedHalfContractedAtSitesOfFourToSeven(int size) {
    FleetModel model = new FleetModel(3, size, MONDAY);
    List<SimAsset> assets = model.sites().stream().flatMap(s -> s.assets().stream()).toList();

    assertThat(assets).hasSize(size);
    assertThat(assets.stream().map(SimAsset::tag).distinct()).hasSize(size);
    assertThat(assets.stream().filter(a -> a.asset().ownership() == Ownership.CONTRACTED))
        .hasSize(size / 2)
        .allSatisfy(a -> assertThat(a.asset().visit().account()).isNotBlank());
    assertThat(model.sites()).allSatisfy(s -> assertThat(s.assets()).hasSizeBetween(4, 7));
  }

  @Test
  void aFleetTooSmallForTheMixIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FleetModel(1, 7, MONDAY))
        .withMessageContaining("at least 8");
  }

  @ParameterizedTest
  @CsvSource({"1,8", "2,8", "3,12", "4,12", "5,20", "6,20", "7,16", "8,33", "99,10", "1234567,16"})
  void everyWeekHasItsStories(long seed, int size) {
    Instant start = MONDAY.plus(Duration.ofMinutes(seed * 631 % 10_080));
    FleetModel model = new FleetModel(seed, size, start);
    for (int week = 0; week < 2; week++) {
      WeekLog log = new WeekLog(model);
      for (int tick = 0; tick < WEEK_OF_TICKS; tick++) {
        log.add(model.next());
      }
      assertThat(log.faultCodes()).as("week %d", week).contains("E-204");
      assertThat(log.longestAbove("coolant_temp", 105))
          .as("week %d coolant", week)
          .isGreaterThan(Duration.ofMinutes(10));
      assertThat(log.highest("vibration")).as("week %d vibration", week).isGreaterThan(7.1);
      assertThat(log.replacements()).as("week %d replaced", week).isNotEmpty();
      assertThat(log.historical()).as("week %d historical", week).isPositive();
      assertThat(log.lateButNotHistorical()).as("week %d buffered", week).isPositive();
      assertThat(log.repeated()).as("week %d repeated", week).isPositive();
      if (week == 0) {
        assertThat(log.rollovers("EX-101", "engine_hours")).isEqualTo(1);
        assertThat(log.passedMultipleOf(250, "engine_hours")).isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void countersFallOnlyAtRolloverOrReplacement(long seed) {
    FleetModel model = new FleetModel(seed, 10, MONDAY);
    WeekLog log = new WeekLog(model);
    for (int tick = 0; tick < 3 * WEEK_OF_TICKS; tick++) {
      log.add(model.next());
    }

    Set<String> mayFall = new HashSet<>(log.replacements());
    mayFall.add("EX-101/engine_hours");
    assertThat(mayFall).containsAll(log.countersThatFell());
    assertThat(log.countersThatFell()).contains("EX-101/engine_hours");
  }

  @Test
  void aRepairEndsTheBreakAndLeavesOtherMachinesAlone() {
    FleetModel left = new FleetModel(11, 12, MONDAY);
    FleetModel repaired = new FleetModel(11, 12, MONDAY);
    Story worn =
        left.stories(0).stream()
            .filter(s -> s.kind() == Story.Kind.VIBRATION)
            .findFirst()
            .orElseThrow();
    Instant repairAt = worn.from().plus(Duration.ofHours(60));
    Instant later = repairAt.plus(Duration.ofHours(13));
    while (left.nextTime().isBefore(later)) {
      if (!repaired.nextTime().isBefore(repairAt)) {
        repaired.repaired(worn.subject(), repairAt);
        repairAt = Instant.MAX;
      }
      left.next();
      repaired.next();
    }

    assertThat(highestSince(left, worn.subject(), later)).isGreaterThan(7.1);
    assertThat(highestSince(repaired, worn.subject(), later)).isLessThan(3.5);
    assertThat(repaired.value("EX-101", "fuel_rate", later))
        .isEqualTo(left.value("EX-101", "fuel_rate", later));
  }

  @Test
  void aLiftStandsAfterItsComplaintsAndSaysWhenItIsWellAgain() {
    FleetModel model = new FleetModel(5, 12, MONDAY);
    Story broken =
        model.stories(0).stream()
            .filter(s -> s.kind() == Story.Kind.DOOR_DRIVE)
            .findFirst()
            .orElseThrow();
    Instant stands = broken.from().plus(Duration.ofHours(5));
    Instant repairedAt = broken.from().plus(Duration.ofHours(20));
    List<String> faults = new ArrayList<>();
    boolean told = false;
    while (model.nextTime().isBefore(repairedAt.plus(Duration.ofHours(24)))) {
      if (!told && !model.nextTime().isBefore(repairedAt)) {
        assertThat(model.value(broken.subject(), "trips", model.nextTime()))
            .isEqualTo(model.value(broken.subject(), "trips", stands));
        model.repaired(broken.subject(), repairedAt);
        told = true;
      }
      model.next().messages().stream()
          .filter(m -> m.payload().contains(broken.subject() + "\",\"code"))
          .map(GatewayMessage::payload)
          .forEach(faults::add);
    }

    assertThat(faults).hasSizeGreaterThanOrEqualTo(3);
    assertThat(faults.get(0)).contains("\"active\":true");
    assertThat(faults.get(faults.size() - 1)).contains("\"active\":false");
  }

  private static double highestSince(FleetModel model, String asset, Instant until) {
    double highest = 0;
    for (int hour = 0; hour < 12; hour++) {
      Instant time = until.minus(Duration.ofHours(hour));
      highest = Math.max(highest, model.value(asset, "vibration", time));
    }
    return highest;
  }

  private static List<String> payloads(long seed, int size, int ticks) {
    FleetModel model = new FleetModel(seed, size, MONDAY);
    List<String> payloads = new ArrayList<>();
    for (int tick = 0; tick < ticks; tick++) {
      model.next().messages().forEach(m -> payloads.add(m.topic() + " " + m.payload()));
    }
    return payloads;
  }
}
