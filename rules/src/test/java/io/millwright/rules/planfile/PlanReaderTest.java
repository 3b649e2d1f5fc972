package io.millwright.rules.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.model.WorkType;
import io.millwright.rules.plan.AppliesTo;
import io.millwright.rules.plan.Bounds;
import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.plan.Condition;
import io.millwright.rules.plan.FaultCode;
import io.millwright.rules.plan.Limit;
import io.millwright.rules.plan.MaintenancePlan;
import io.millwright.rules.plan.OrderLife;
import io.millwright.rules.plan.Persistence;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.plan.RaiseWindow;
import io.millwright.rules.plan.Rule;
import io.millwright.rules.plan.Schedule;
import io.millwright.rules.plan.UsageTrigger;
import io.millwright.rules.plan.Whichever;
import io.millwright.rules.plan.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanReaderTest {
  private static final String WORK = "    work: {type: PM}\n";

  static String everyKey() throws IOException {
    try (InputStream in = PlanReaderTest.class.getResourceAsStream("every-key.yaml")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readsEveryKey() throws Exception {
    PlanSet plans = PlanReader.read(everyKey());

    assertThat(plans.rules())
        .extracting(Rule::id)
        .containsExactly("excavator-250h", "monthly", "hot", "low-oil", "door");
    MaintenancePlan plan = (MaintenancePlan) plans.rules().get(0);
    assertThat(plan.version()).matches("[0-9a-f]{8}");
    assertThat(plan)
        .isEqualTo(
            new MaintenancePlan(
                "excavator-250h",
                "250 h service",
                plan.version(),
                new AppliesTo(Set.of("excavator", "loader"), Set.of("EX-104")),
                true,
                Schedule.FIXED,
                List.of(new UsageTrigger("engine_hours", "h", 250, 10, null, 0.5, 0)),
                new CalendarTrigger(
                    Period.ofMonths(6),
                    null,
                    Period.ofDays(14),
                    LocalDate.of(2026, 1, 31),
                    Period.ZERO),
                Whichever.FIRST,
                RaiseWindow.ALWAYS,
                true,
                OrderLife.PLAIN,
                new Work(
                    WorkType.PM,
                    2,
                    "SVC250",
                    "Change oil and filters",
                    List.of("diesel"),
                    Duration.ofHours(4),
                    Duration.ofDays(2),
                    Duration.ofDays(1),
                    List.of("Drain the oil", "Change the filter"),
                    List.of(new Work.Part("FLT-1", 2), new Work.Part("OIL-15W40", 1)))));
  }

  @Test
  void anAliasStandsForWhatItNames() throws Exception {
    PlanSet plans = PlanReader.read(everyKey());

    MaintenancePlan monthly = (MaintenancePlan) plans.rules().get(1);
    assertThat(monthly.work()).isEqualTo(plans.rules().get(0).work());
    assertThat(monthly.schedule()).isEqualTo(Schedule.FLOATING);
    assertThat(monthly.usage()).isEmpty();
    assertThat(monthly.calendar()).isEqualTo(new CalendarTrigger(Period.ofMonths(1)));
  }

  @Test
  void readsConditions() throws Exception {
    List<Rule> rules = PlanReader.read(everyKey()).rules();

    assertThat(((Condition) rules.get(2)).signal())
        .isEqualTo(
            new Limit(
                "coolant_temp",
                "degC",
                Bounds.above(105, 95),
                null,
                Persistence.delays(600_000, 60_000)));
    assertThat(((Condition) rules.get(3)).signal())
        .isEqualTo(
            new Limit("oil_pressure", "bar", Bounds.below(1.5, 1.5), null, Persistence.NONE));
    assertThat(((Condition) rules.get(4)).signal()).isEqualTo(FaultCode.once("E-204"));
  }

  @Test
  void theVersionFollowsTheContentAndNotTheLayout() throws Exception {
    String one = "plans:\n" + plan("a", "calendar: {every: 1 year}");
    String spaced = "# a comment\n" + one.replace("{every: 1 year}", "\n      every:   '1 year'");
    String other = one.replace("1 year", "2 years");

    assertThat(version(spaced)).isEqualTo(version(one));
    assertThat(version(other)).isNotEqualTo(version(one));
  }

  private static String version(String yaml) throws PlanException {
    return PlanReader.read(yaml).rules().get(0).version();
  }

  private static String plan(String id, String trigger) {
    return "  - id: " + id + "\n    title: t\n    for: {class: c}\n    " + trigger + "\n" + WORK;
  }
}
