package io.millwright.rules.planfile;

import io.millwright.rules.plan.CalendarTrigger;
import io.millwright.rules.plan.RaiseWindow;
import io.millwright.rules.plan.Recurrence;
import io.millwright.rules.plan.UsageTrigger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the triggers of a plan from nodes that have the shape of the schema. */
final class TriggerReader {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,6})?)\\s*%");

  private final RuleValues values;

  TriggerReader(RuleValues values) {
    this.values = values;
  }

  /** Reads them; what is wrong is left out and noted. */
  Triggers triggers(JsonNode plan) {
    List<UsageTrigger> usage = new ArrayList<>();
    Map<String, JsonNode> meters = new HashMap<>();
    JsonNode node = plan.path("usage");
    for (JsonNode one : node.isObject() ? List.of(node) : node) {
      UsageTrigger trigger = usage(one);
      if (trigger != null) {
        usage.add(trigger);
      }
      JsonNode meter = one.get("meter");
      if (meters.putIfAbsent(meter.asString(), meter) != null) {
        values
            .problems()
            .add(
                YamlTree.at(
                    meter,
                    "'"
                        + meter.asString()
                        + "' is counted by an earlier trigger of this plan: write another meter, or"
                        + " another plan"));
      }
    }
    JsonNode whichever = plan.path("whichever");
    if (!whichever.isMissingNode() && meters.size() + (plan.has("calendar") ? 1 : 0) < 2) {
      values
          .problems()
          .add(
              YamlTree.at(
                  whichever,
                  "'whichever' needs two triggers: a list under 'usage', or 'usage' and"
                      + " 'calendar'"));
    }
    return new Triggers(
        usage, plan.has("calendar") ? calendar(plan.get("calendar")) : null, window(plan));
  }

  private @Nullable UsageTrigger usage(JsonNode node) {
    int before = values.problems().size();
    String meter = node.get("meter").asString();
    String unit = node.get("unit").asString();
    double every = node.get("every").asDouble();
    double start = node.path("start").asDouble(0);
    double tolerance = node.path("tolerance").asDouble(0);
    // With nothing else, so that each complaint points at what it is about.
    if (values.made(node.get("every"), () -> new UsageTrigger(meter, unit, every)) == null) {
      return null;
    }
    if (node.has("start")) {
      values.made(node.get("start"), () -> new UsageTrigger(meter, unit, every, 0, null, start, 0));
    }
    if (node.has("tolerance")) {
      values.made(
          node.get("tolerance"), () -> new UsageTrigger(meter, unit, every, 0, null, 0, tolerance));
    }
    JsonNode lead = node.path("lead");
    Duration leadTime = lead.isString() ? leadTime(lead) : null;
    double leadUnits = leadTime != null ? 0 : leadUnits(lead, every);
    if (!lead.isMissingNode()) {
      values.made(lead, () -> new UsageTrigger(meter, unit, every, leadUnits, leadTime, 0, 0));
    }
    return values.problems().size() > before
        ? null
        : new UsageTrigger(meter, unit, every, leadUnits, leadTime, start, tolerance);
  }

  private static double leadUnits(JsonNode lead, double every) {
    Matcher percent = PERCENT.matcher(lead.asString("").trim());
    return percent.matches()
        ? Double.parseDouble(percent.group(1)) * every / 100
        : lead.asDouble(0);
  }

  private @Nullable Duration leadTime(JsonNode lead) {
    String text = lead.asString().trim();
    return PERCENT.matcher(text).matches()
        ? null
        : values.made(
            lead,
            () -> {
              try {
                return Spans.duration(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "'"
                        + text
                        + "' is no lead: write a number of units, a percentage such as 10 %, or a"
                        + " time such as 7 days",
                    e);
              }
            });
  }

  private @Nullable CalendarTrigger calendar(JsonNode node) {
    int before = values.problems().size();
    Period every = node.has("every") ? values.read(node.get("every"), Spans::period) : null;
    Recurrence dates = node.has("rrule") ? values.read(node.get("rrule"), Recurrence::new) : null;
    Period lead = period(node, "lead");
    LocalDate start =
        node.has("start") ? values.read(node.get("start"), TriggerReader::date) : null;
    Period tolerance = period(node, "tolerance");
    // What is wrong with the interval must not be said of the others.
    Period some =
        every == null || values.made(node.get("every"), () -> new CalendarTrigger(every)) == null
            ? null
            : every;
    if (some == null && dates == null) {
      return null;
    }
    values.made(
        node.path("start"),
        () -> new CalendarTrigger(some, dates, Period.ZERO, start, Period.ZERO));
    values.made(node.path("lead"), () -> new CalendarTrigger(some, dates, lead, null, Period.ZERO));
    values.made(
        node.path("tolerance"),
        () -> new CalendarTrigger(some, dates, Period.ZERO, null, tolerance));
    return values.problems().size() > before
        ? null
        : new CalendarTrigger(some, dates, lead, start, tolerance);
  }

  private Period period(JsonNode node, String key) {
    Period period = node.has(key) ? values.read(node.get(key), Spans::period) : null;
    return period == null ? Period.ZERO : period;
  }

  private RaiseWindow window(JsonNode plan) {
    RaiseWindow.Season season = null;
    if (plan.has("season")) {
      MonthDay from = values.read(plan.get("season").get("from"), TriggerReader::monthDay);
      MonthDay to = values.read(plan.get("season").get("to"), TriggerReader::monthDay);
      season = from == null || to == null ? null : new RaiseWindow.Season(from, to);
    }
    List<RaiseWindow.Blackout> blackouts = new ArrayList<>();
    for (JsonNode node : plan.path("blackout")) {
      LocalDate from = values.read(node.get("from"), TriggerReader::date);
      LocalDate to = values.read(node.get("to"), TriggerReader::date);
      String why = node.path("why").asString("no reason given");
      RaiseWindow.Blackout blackout =
          from == null || to == null
              ? null
              : values.made(node.get("to"), () -> new RaiseWindow.Blackout(from, to, why));
      if (blackout != null) {
        blackouts.add(blackout);
      }
    }
    return new RaiseWindow(season, blackouts);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no date: write YYYY-MM-DD", e);
    }
  }

  private static MonthDay monthDay(String text) {
    try {
      return MonthDay.parse("--" + text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no day of the year: write MM-DD, such as 04-01", e);
    }
  }
}
