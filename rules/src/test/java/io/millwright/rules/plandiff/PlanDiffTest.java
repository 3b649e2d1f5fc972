package io.millwright.rules.plandiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import io.millwright.rules.plandiff.RuleChange.Kind;
import io.millwright.rules.planfile.PlanException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDiffTest {
  private static final String BEFORE =
      """
      plans:
        - id: service
          title: 250 h service
          for: {class: pump}
          usage: {meter: hours, every: 250, unit: h}
          work: {type: PM, tasks: [Oil, Filter]}
      conditions:
        - id: hot
          title: Too hot
          for: {class: pump}
          above: {meter: temp, limit: 90, unit: degC}
          work: {type: CM}
      """;

  private static final List<Asset> ASSETS =
      List.of(
          asset("P-1", "pump", Meter.of("hours", MeterKind.COUNTER, "h")),
          asset("P-2", "pump"),
          asset("F-1", "fan", Meter.of("hours", MeterKind.COUNTER, "h")));

  private static Asset asset(String tag, String assetClass, Meter... meters) {
    return new Asset(
        tag,
        tag,
        assetClass,
        null,
        ZoneOffset.UTC,
        Ownership.OWNED,
        3,
        null,
        VisitDetails.NONE,
        List.of(meters));
  }

  private static PlanDiff diff(String before, String after) throws PlanException {
    return PlanDiff.between(PlanDocument.read(before), PlanDocument.read(after), ASSETS);
  }

  @Test
  void theSameSaidInOtherWordsIsNoChange() throws PlanException {
    String same =
        BEFORE
            .replace(
                "usage: {meter: hours, every: 250, unit: h}",
                "usage: {unit: h, meter: 'hours', every: 250.0}  # as ever")
            .replace(
                "work: {type: PM, tasks: [Oil, Filter]}", "work: {tasks: [Oil, Filter], type: PM}");
    assertThat(diff(BEFORE, same)).isEqualTo(new PlanDiff(List.of(), List.of()));
  }

  @Test
  void saysWhichKeysSayWhatNow() throws PlanException {
    String after =
        BEFORE
            .replace("every: 250, unit: h", "every: 300, unit: h, lead: 10")
            .replace("[Oil, Filter]", "[Oil]")
            .replace("250 h service", "300 h service");
    RuleChange change = diff(BEFORE, after).changes().get(0);
    assertThat(change.kind()).isEqualTo(Kind.CHANGED);
    assertThat(change.keys())
        .extracting(KeyChange::toString)
        .containsExactly(
            "title: 250 h service -> 300 h service",
            "usage.every: 250 -> 300",
            "work.tasks[2]: Filter -> (gone)",
            "usage.lead: (not there) -> 10");
    assertThat(change.state()).startsWith("Its state is kept");
  }

  @Test
  void saysWhatComesAndGoesAndForWhichAssets() throws PlanException {
    String after =
        BEFORE
                .substring(0, BEFORE.indexOf("conditions:"))
                .replace("for: {class: pump}", "for: {class: fan}")
            + """
            conditions:
              - {id: trip, title: Trip, for: {tags: [P-2]}, fault: {code: E}, work: {type: EM}}
            """;
    assertThat(diff(BEFORE, after).changes())
        .extracting(
            RuleChange::kind,
            RuleChange::what,
            RuleChange::id,
            RuleChange::assets,
            RuleChange::gained,
            RuleChange::lost)
        .containsExactly(
            tuple(
                Kind.CHANGED,
                "plan",
                "service",
                List.of("P-1", "P-2", "F-1"),
                List.of("F-1"),
                List.of("P-1", "P-2")),
            tuple(Kind.REMOVED, "condition", "hot", List.of("P-1", "P-2"), List.of(), List.of()),
            tuple(Kind.ADDED, "condition", "trip", List.of("P-2"), List.of(), List.of()));
  }

  @Test
  void anotherMeterCountsAnew() throws PlanException {
    String after =
        BEFORE.replace("meter: hours", "meter: starts").replace("unit: h}", "unit: starts}");
    assertThat(diff(BEFORE, after).changes().get(0).state()).contains("counts anew");
  }

  /** P-2 has no hours, before and after; that P-1 has no starts is news. */
  @Test
  void saysWhatTheNewRulesCannotDoOnAnAsset() throws PlanException {
    String after =
        BEFORE.replace("meter: hours", "meter: starts").replace("unit: h}", "unit: starts}");
    assertThat(diff(BEFORE, after).unbound())
        .anySatisfy(
            sentence -> assertThat(sentence).startsWith("service: P-1 has no meter starts"));
    assertThat(diff(BEFORE, BEFORE.replace("every: 250", "every: 251")).unbound()).isEmpty();
  }

  @Test
  void aPlanThatBecomesAConditionIsAnotherRule() throws PlanException {
    String after =
        """
        conditions:
          - {id: service, title: Trip, for: {class: pump}, fault: {code: E}, work: {type: EM}}
        """;
    assertThat(diff(BEFORE, after).changes())
        .extracting(RuleChange::kind, RuleChange::what, RuleChange::id)
        .containsExactly(
            tuple(Kind.REMOVED, "plan", "service"),
            tuple(Kind.REMOVED, "condition", "hot"),
            tuple(Kind.ADDED, "condition", "service"));
  }

  @Test
  void whatIsSaidOfAMeterIsToldByItsNameAndOrder() throws PlanException {
    String before =
        """
        meters:
          - {name: hours, for: {class: pump}, believe: {unit: h, from: 0}}
          - {name: hours, for: {class: fan}, believe: {unit: h, from: 0}}
        """;
    RuleChange change =
        diff(
                before,
                before.replace(
                    "fan}, believe: {unit: h, from: 0", "fan}, believe: {unit: h, from: 1"))
            .changes()
            .get(0);
    assertThat(change.what()).isEqualTo("meter");
    assertThat(change.assets()).containsExactly("F-1");
    assertThat(change.keys()).extracting(KeyChange::path).containsExactly("believe.from");
  }
}
