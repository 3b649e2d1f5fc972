package io.millwright.rules.plantest;

import io.millwright.rules.event.Event;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.planfile.Misspelling;
import io.millwright.rules.planfile.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what happens in a test. What happens at one time happens in this order: the series in the
 * order of the file, then the events in the order of the file.
 */
final class StepReader {
  private static final String TESTER = "the test";

  private final Values values;
  private final Asset asset;
  private final Timeline timeline;
  private final List<Step> steps = new ArrayList<>();

  StepReader(Values values, Asset asset, Timeline timeline) {
    this.values = values;
    this.asset = asset;
    this.timeline = timeline;
  }

  /** Reads the series and the events of a test. */
  List<Step> read(JsonNode test) {
    Duration step = test.has("step") ? values.read(test.get("step"), StepReader::step) : null;
    JsonNode series = test.path("series");
    if (!series.isEmpty() && !test.has("step")) {
      values.complain(series, "'step' is missing: the time between two values, such as 5 min");
    }
    for (Map.Entry<String, JsonNode> entry : series.properties()) {
      if (!isMeter(entry.getKey())) {
        values.problems.add(values.tree.atKey(series, entry.getKey(), noMeter(entry.getKey())));
      }
      series(entry.getKey(), entry.getValue(), step == null ? Duration.ZERO : step);
    }
    test.path("events").forEach(this::event);
    steps.sort(Comparator.comparingLong(Step::at));
    return steps;
  }

  private static Duration step(String text) {
    Duration step = Spans.duration(text);
    if (step.isZero()) {
      throw new IllegalArgumentException("'step' must be above 0");
    }
    return step;
  }

  private boolean isMeter(String name) {
    return asset.meters().stream().map(Meter::name).anyMatch(name::equals);
  }

  private String noMeter(String name) {
    List<String> known = asset.meters().stream().map(Meter::name).toList();
    String meant = Misspelling.closest(name, known);
    return asset.tag()
        + " has no meter '"
        + name
        + "': "
        + (meant == null
            ? "it has " + (known.isEmpty() ? "none" : String.join(", ", known))
            : "did you mean '" + meant + "'?");
  }

  private void series(String meter, JsonNode node, Duration step) {
    List<Sample> samples = values.read(node, Notation::samples);
    if (samples == null) {
      return;
    }
    for (Sample sample : samples) {
      long arrival = timeline.start() + sample.position() * step.toMillis();
      long taken = arrival - sample.stepsBack() * step.toMillis();
      steps.add(
          new Step.Told(arrival, new Event.Reading(meter, taken, sample.value(), sample.flags())));
    }
  }

  private void event(JsonNode node) {
    long at = values.time(node.get("at"), timeline);
    goesWith(node, "active", "fault");
    goesWith(node, "meter_value", "completed");
    if (node.has("replaced")) {
      JsonNode replaced = node.get("replaced");
      String meter = replaced.get("meter").asString();
      if (!isMeter(meter)) {
        values.complain(replaced.get("meter"), noMeter(meter));
      }
      tell(
          at,
          new Event.MeterReplaced(
              meter,
              at,
              replaced.get("old_final").asDouble(),
              replaced.get("new_initial").asDouble()));
    } else if (node.has("corrected")) {
      corrected(at, node.get("corrected"));
    } else if (node.has("fault")) {
      boolean active = node.path("active").asBoolean(true);
      tell(at, new Event.Fault(node.get("fault").asString(), at, active));
    } else if (node.has("tick")) {
      tell(at, new Event.Tick(at));
    } else if (node.has("shelved")) {
      shelved(at, node.get("shelved"));
    } else if (node.has("unshelved")) {
      tell(at, new Event.ConditionUnshelved(values.rule(node.get("unshelved")), at, TESTER));
    } else if (node.has("deferred")) {
      deferred(at, node.get("deferred"));
    } else if (node.has("skipped")) {
      String rule = values.rule(node.get("skipped"));
      tell(at, new Event.OccurrenceSkipped(rule, at, TESTER, "left out", null));
    } else {
      boolean completed = node.has("completed");
      String rule = values.rule(node.get(completed ? "completed" : "cancelled"));
      steps.add(new Step.Closing(at, rule, completed, meterValue(node)));
    }
  }

  private void shelved(long at, JsonNode node) {
    String rule = values.rule(node.get("rule"));
    Long until = node.has("until") ? values.time(node.get("until"), timeline) : null;
    boolean oneShot = node.path("one_shot").asBoolean(false);
    String why = Values.text(node, "why");
    Event shelved =
        values.made(node, () -> new Event.ConditionShelved(rule, at, until, oneShot, TESTER, why));
    if (shelved != null) {
      tell(at, shelved);
    }
  }

  private void deferred(long at, JsonNode node) {
    if (!node.has("until") && !node.has("until_reading")) {
      values.complain(node, "it needs until or until_reading, or both");
    }
    steps.add(
        new Step.Deferring(
            at,
            values.rule(node.get("rule")),
            node.path("by").asString(TESTER),
            node.path("reason").asString("no reason given"),
            node.has("until") ? values.time(node.get("until"), timeline) : null,
            node.has("until_reading") ? node.get("until_reading").asDouble() : null));
  }

  private void corrected(long at, JsonNode corrected) {
    String meter = corrected.get("meter").asString();
    if (!isMeter(meter)) {
      values.complain(corrected.get("meter"), noMeter(meter));
    }
    long read = values.time(corrected.get("read_at"), timeline);
    steps.add(
        new Step.Told(
            at,
            new Event.MeterCorrected(
                meter,
                read,
                corrected.get("old_value").asDouble(),
                corrected.get("new_value").asDouble())));
  }

  private static @Nullable Double meterValue(JsonNode node) {
    return node.has("meter_value") ? node.get("meter_value").asDouble() : null;
  }

  private void tell(long at, Event event) {
    steps.add(new Step.Told(at, event));
  }

  private void goesWith(JsonNode node, String key, String other) {
    if (node.has(key) && !node.has(other)) {
      values.problems.add(
          values.tree.atKey(node, key, "'" + key + "' goes with '" + other + "' only"));
    }
  }
}
