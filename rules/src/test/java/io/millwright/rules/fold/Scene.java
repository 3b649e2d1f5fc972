package io.millwright.rules.fold;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.Event;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One excavator under plans from YAML, and what came out of its fold, in order. */
final class Scene implements Outcomes {
  static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

  final List<WorkOrder> orders = new ArrayList<>();
  final List<Escalation> escalated = new ArrayList<>();
  final List<EpisodeClosed> closed = new ArrayList<>();
  final List<Suppression> suppressed = new ArrayList<>();
  final List<Object> all = new ArrayList<>();
  final AssetFold fold;

  Scene(Asset asset, PlanSet plans) {
    fold = new AssetFold(asset, plans);
  }

  static Scene of(String yaml) {
    return new Scene(asset(), plans(yaml));
  }

  static Asset asset() {
    return asset(
        new Meter("engine_hours", MeterKind.COUNTER, "h", 100_000.0),
        Meter.of("coolant_temp", MeterKind.GAUGE, "degC"),
        Meter.of("distance", MeterKind.COUNTER, "km"));
  }

  static Asset asset(Meter... meters) {
    return new Asset(
        "EX-1",
        "Excavator 1",
        "excavator",
        null,
        OSLO,
        Ownership.OWNED,
        2,
        null,
        VisitDetails.NONE,
        List.of(meters));
  }

  /** A plan with this trigger and further keys, each on a line of its own. */
  static PlanSet plan(String... lines) {
    return plans("plans:\n" + rule("service", "PM", lines));
  }

  static PlanSet condition(String... lines) {
    return plans("conditions:\n" + rule("hot", "CM", lines));
  }

  static String rule(String id, String type, String... lines) {
    return "  - id: "
        + id
        + "\n    title: Service\n    for: {class: excavator}\n    "
        + String.join("\n    ", lines)
        + "\n    work: {type: "
        + type
        + "}\n";
  }

  static PlanSet plans(String yaml) {
    try {
      return PlanReader.read(yaml);
    } catch (PlanException e) {
      throw new IllegalArgumentException(e.problems().toString(), e);
    }
  }

  /** Local time in Oslo: {@code 2026-01-31T12:00}, or with a Z an instant. */
  static long at(String time) {
    return time.endsWith("Z")
        ? Instant.parse(time).toEpochMilli()
        : LocalDateTime.parse(time.length() == 10 ? time + "T00:00" : time)
            .atZone(OSLO)
            .toInstant()
            .toEpochMilli();
  }

  Verdict step(Event event) {
    return fold.step(event, this);
  }

  Verdict hours(String time, double value) {
    return step(new Event.Reading("engine_hours", at(time), value, ReadingFlags.GOOD));
  }

  Verdict buffered(String time, double value) {
    return step(new Event.Reading("engine_hours", at(time), value, ReadingFlags.HISTORICAL));
  }

  Verdict coolant(String time, double value) {
    return step(new Event.Reading("coolant_temp", at(time), value, ReadingFlags.GOOD));
  }

  Verdict coolantBuffered(String time, double value) {
    return step(new Event.Reading("coolant_temp", at(time), value, ReadingFlags.HISTORICAL));
  }

  Verdict tick(String time) {
    return step(new Event.Tick(at(time)));
  }

  Verdict completed(String rule, int cycle, String time, @Nullable Double value) {
    return step(new Event.OrderClosed(rule, cycle, at(time), true, value));
  }

  Verdict cancelled(String rule, int cycle, String time) {
    return step(new Event.OrderClosed(rule, cycle, at(time), false, null));
  }

  Verdict replaced(String time, double oldFinal, double newInitial) {
    return step(new Event.MeterReplaced("engine_hours", at(time), oldFinal, newInitial));
  }

  WorkOrder newest() {
    return orders.get(orders.size() - 1);
  }

  @Override
  public void raised(WorkOrder order) {
    orders.add(order);
    all.add(order);
  }

  @Override
  public void escalated(Escalation escalation) {
    escalated.add(escalation);
    all.add(escalation);
  }

  @Override
  public void closed(EpisodeClosed end) {
    closed.add(end);
    all.add(end);
  }

  @Override
  public void suppressed(Suppression suppression) {
    suppressed.add(suppression);
    all.add(suppression);
  }
}
