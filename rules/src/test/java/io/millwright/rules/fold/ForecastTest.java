package io.millwright.rules.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millwright.rules.forecast.Demand;
import io.millwright.rules.forecast.DueRange;
import io.millwright.rules.forecast.Forecast;
import io.millwright.rules.forecast.Pace;
import io.millwright.rules.forecast.PlanForecast;
import io.millwright.rules.forecast.PlanForecast.Kind;
import io.millwright.rules.forecast.Present;
import io.millwright.rules.plan.PlanSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Dates by usage: units to go over units a day (Maximo, "Forecasting preventive maintenance": meter
 * readings, average units a day, units to go), as a range over the two last weeks' rates.
 */
class ForecastTest {
  private static final long DAY = 86_400_000L;
  private static final String USAGE = "usage: {meter: engine_hours, every: 250, unit: h, lead: 13}";

  private static PlanForecast only(Scene scene, String at) {
    return Forecast.of(Present.of(scene.fold, Scene.at(at))).plans().get(0);
  }

  /** Ten hours a day in the first week, twenty since, 130 h after ten days. */
  private static Scene worked(String... lines) {
    Scene scene = new Scene(Scene.asset(), Scene.plan(lines));
    scene.hours("2026-01-01", 0);
    scene.hours("2026-01-08", 70);
    scene.hours("2026-01-11", 130);
    return scene;
  }

  @Test
  void theRangeIsThatOfTheTwoWeeklyRates() {
    PlanForecast forecast = only(worked(USAGE), "2026-01-11");

    long read = Scene.at("2026-01-11");
    assertThat(forecast.kind()).isEqualTo(Kind.EXPECTED);
    assertThat(forecast.due())
        .isEqualTo(
            new DueRange(read + 6 * DAY, read + Math.round(120 / 13.0 * DAY), read + 12 * DAY));
    // The lead of 13 h is one day at the mean rate.
    assertThat(forecast.raiseAt()).isCloseTo(read + Math.round(107 / 13.0 * DAY), within(60_000L));
    assertThat(forecast.usage())
        .satisfies(
            usage -> {
              assertThat(usage.toGo()).isEqualTo(120);
              assertThat(usage.due()).isEqualTo(250);
              assertThat(usage.pace()).extracting(Pace::mean).isEqualTo(13.0);
            });
    assertThat(forecast.notes())
        .containsExactly(
            "engine_hours is at 130 of 250 h: 120 to go at 13 a day (mean of the last 10 days; 10 a"
                + " day before and 20 in the last 3 days)");
  }

  @Test
  void aDateDoesNotSlideOnWhileTheSensorIsSilent() {
    Scene scene = worked(USAGE);
    DueRange before = only(scene, "2026-01-11").due();
    assertThat(only(scene, "2026-01-12").stale()).isFalse();
    PlanForecast stale = only(scene, "2026-01-13");
    assertThat(stale.stale()).isTrue();
    assertThat(stale.due()).isEqualTo(before);
    PlanForecast unknown = only(scene, "2026-01-18T00:01");
    assertThat(unknown.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(unknown.due()).isEqualTo(new DueRange(null, null, null));
    assertThat(unknown.notes())
        .containsExactly("engine_hours is at 130 of 250 h: no reading since 2026-01-11");
  }

  @Test
  void lessThanADayOfHistoryIsUnknownAndLessThanAWeekHasNoRange() {
    Scene scene = new Scene(Scene.asset(), Scene.plan(USAGE));
    assertThat(only(scene, "2026-01-01").notes())
        .containsExactly("engine_hours has no good reading yet");
    scene.hours("2026-01-01", 0);
    scene.hours("2026-01-01T23:59", 24);
    assertThat(only(scene, "2026-01-02").kind()).isEqualTo(Kind.UNKNOWN);
    scene.hours("2026-01-03", 25);
    PlanForecast forecast = only(scene, "2026-01-03");
    long likely = Scene.at("2026-01-03") + 18 * DAY;
    assertThat(forecast.due()).isEqualTo(new DueRange(likely, likely, likely));
  }

  @Test
  void anIdleCounterIsNeverDueSoTheCalendarDecides() {
    Scene idle = new Scene(Scene.asset(), Scene.plan(USAGE));
    idle.hours("2026-01-01", 7);
    idle.hours("2026-01-05", 7);
    assertThat(only(idle, "2026-01-05").kind()).isEqualTo(Kind.NEVER);

    Scene either =
        new Scene(
            Scene.asset(),
            Scene.plan(USAGE, "calendar: {every: 1 month, start: 2026-01-01, lead: 3 days}"));
    either.hours("2026-01-01", 7);
    either.hours("2026-01-05", 7);
    PlanForecast forecast = only(either, "2026-01-05");
    assertThat(forecast.due().likely()).isEqualTo(Scene.at("2026-02-01"));
    assertThat(forecast.raiseAt()).isEqualTo(Scene.at("2026-01-29"));
    assertThat(forecast.usage()).isNull();
  }

  @Test
  void whatIsKnownBoundsWhatIsNot() {
    String calendar = "calendar: {every: 1 month, start: 2026-01-01}";
    Scene first = worked(USAGE, calendar);
    long dated = Scene.at("2026-02-01");
    // Usage may come first, so there is no earliest date, but a latest.
    assertThat(only(first, "2026-01-20").due()).isEqualTo(new DueRange(null, null, dated));
    Scene all = worked(USAGE, calendar, "whichever: all");
    assertThat(only(all, "2026-01-20").due()).isEqualTo(new DueRange(dated, null, null));
    assertThat(only(all, "2026-01-11").due().likely()).isEqualTo(dated);
  }

  @Test
  void anOpenOrderIsDueForWhatItWasRaisedFor() {
    Scene scene = worked(USAGE);
    scene.hours("2026-01-17", 240);
    PlanForecast forecast = only(scene, "2026-01-17");
    assertThat(forecast.kind()).isEqualTo(Kind.OPEN);
    assertThat(forecast.raiseAt()).isNull();
    assertThat(forecast.usage()).satisfies(usage -> assertThat(usage.toGo()).isEqualTo(10));
  }

  @Test
  void outOfSeasonNothingIsRaised() {
    PlanForecast forecast = only(worked(USAGE, "season: {from: 04-01, to: 10-31}"), "2026-01-11");
    assertThat(forecast.raiseAt()).isEqualTo(Scene.at("2026-04-01"));
  }

  @Test
  void aPlanThatDoesNotFitIsUnknown() {
    Scene scene =
        new Scene(Scene.asset(), Scene.plan("usage: {meter: cycles, every: 10, unit: h}"));
    PlanForecast forecast = only(scene, "2026-01-11");
    assertThat(forecast.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(forecast.notes().get(0)).contains("EX-1 has no meter cycles");
  }

  private static final PlanSet WITH_PARTS =
      Scene.plans(
          """
          plans:
            - id: service
              title: Service
              for: {class: excavator}
              usage: {meter: engine_hours, every: 100, unit: h, lead: 5}
              work: {type: PM, parts: [{part: OIL-10, quantity: 12}, {part: FILTER-1}]}
            - id: inspection
              title: Inspection
              for: {class: excavator}
              calendar: {every: 1 month, start: 2026-01-01}
              work: {type: PM, parts: [{part: FILTER-1, quantity: 2}]}
          """);

  private static Demand demand(Scene scene, String at, int days) {
    Demand demand = new Demand(days);
    demand.add(Present.of(scene.fold, Scene.at(at)));
    return demand;
  }

  @Test
  void partsOfOrdersToComeWithTheirRepeats() {
    Scene scene = new Scene(Scene.asset(), WITH_PARTS);
    scene.tick("2026-01-01");
    scene.hours("2026-01-01", 0);
    scene.hours("2026-01-08", 35);
    scene.hours("2026-01-11", 65);

    // To go: 35 h, then 100 h each; 6.5 h a day on average, 5 at the least, 10 at the most: in 60
    // days 390, 300 and 600 h, so 4, 3 and 6 services; inspections on the first of February and
    // March.
    Demand demand = demand(scene, "2026-01-11", 60);
    assertThat(demand.parts())
        .containsExactly(
            new Demand.Part("FILTER-1", 0, 3 + 4, 4 + 4, 6 + 4),
            new Demand.Part("OIL-10", 0, 36, 48, 72));
    assertThat(demand.missing()).isEmpty();
  }

  @Test
  void anOpenOrderIsCountedByItself() {
    Scene scene = new Scene(Scene.asset(), WITH_PARTS);
    scene.tick("2026-01-01");
    scene.hours("2026-01-01", 0);
    scene.hours("2026-01-11", 97);

    // Done when it is due, at 100 h in about 0.3 days, it is due again at 200 h.
    assertThat(demand(scene, "2026-01-11", 15).parts())
        .containsExactly(
            new Demand.Part("FILTER-1", 1, 1, 1, 1), new Demand.Part("OIL-10", 12, 12, 12, 12));
  }

  @Test
  void whatCannotBeCountedIsNamed() {
    Scene scene = new Scene(Scene.asset(), WITH_PARTS);
    scene.tick("2026-01-01");
    scene.hours("2026-01-01", 0);
    Demand demand = demand(scene, "2026-01-01", 10);
    assertThat(demand.parts()).isEmpty();
    assertThat(demand.missing())
        .containsExactly(
            new Demand.Missing(
                "EX-1",
                "service",
                List.of("engine_hours is at 0 of 100 h: less than a day of history")));
  }

  /** 10 h a day, at 97 h: the service at 100 h contains the greasing and takes the belts along. */
  private static Scene shared() {
    Scene scene =
        new Scene(
            Scene.asset(),
            Scene.plans(
                """
                plans:
                  - id: service
                    title: Service
                    for: {class: excavator}
                    family: main
                    group: &visit {name: visit, within: 5 days}
                    usage: {meter: engine_hours, every: 100, unit: h, lead: 5}
                    work: {type: PM, parts: [{part: OIL-10, quantity: 12}]}
                  - id: greasing
                    title: Greasing
                    for: {class: excavator}
                    family: main
                    usage: {meter: engine_hours, every: 50, unit: h}
                    work: {type: PM, parts: [{part: GREASE}]}
                  - id: belts
                    title: Belts
                    for: {class: excavator}
                    group: *visit
                    calendar: {every: 10 days, start: 2026-01-04}
                    work: {type: PM, parts: [{part: BELT}]}
                  - id: tried
                    title: Only tried
                    for: {class: excavator}
                    shadow: true
                    usage: {meter: engine_hours, every: 1, unit: h}
                    work: {type: PM, parts: [{part: NEVER}]}
                """));
    scene.tick("2026-01-01");
    scene.hours("2026-01-01", 0);
    return scene;
  }

  @Test
  void whatJoinsAnExpectedOrderBringsItsPartsAndWhatItContainsDoesNot() {
    Scene scene = shared();
    scene.hours("2026-01-05", 40);

    // At 10 h a day: greasing at 50 h; the service at 95 h with the belts of the 14th and, as part
    // of it, the greasing of 100 h.
    assertThat(demand(scene, "2026-01-05", 10).parts())
        .containsExactly(
            new Demand.Part("BELT", 0, 1, 1, 1),
            new Demand.Part("GREASE", 0, 1, 1, 1),
            new Demand.Part("OIL-10", 0, 12, 12, 12));
  }

  @Test
  void whatIsInAnOpenOrderIsOpenWithIt() {
    Scene scene = shared();
    scene.hours("2026-01-06", 50);
    scene.completed("greasing", 1, "2026-01-06", null);
    scene.hours("2026-01-10", 97);

    assertThat(demand(scene, "2026-01-10", 2).parts())
        .containsExactly(
            new Demand.Part("BELT", 1, 0, 0, 0), new Demand.Part("OIL-10", 12, 0, 0, 0));
    List<PlanForecast> plans =
        Forecast.of(Present.of(scene.fold, Scene.at("2026-01-10"))).plans().subList(0, 3);
    assertThat(plans).extracting(PlanForecast::kind).containsOnly(Kind.OPEN);
    assertThat(plans).extracting(PlanForecast::raiseAt).containsOnlyNulls();
    assertThat(plans.get(2).notes())
        .containsExactly("its work is in order 1 of service", "by calendar due on 2026-01-14");
  }
}
