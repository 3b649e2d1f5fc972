package io.millwright.ingest.codec.topics;

import io.millwright.rules.planfile.PlanProblem;
import io.millwright.rules.planfile.YamlTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads one rule of a mapping file whose shape is right. */
final class TopicRuleReader {
  private static final Set<String> JSON_ONLY = Set.of("time", "each", "value", "fields");
  private static final Set<String> FIELDS_ONLY = Set.of("time_in", "meters", "ignore", "others");

  private final YamlTree tree;
  private final JsonNode node;
  private final List<PlanProblem> problems;
  private final int problemsBefore;
  private final Notation notation;

  TopicRuleReader(YamlTree tree, JsonNode node, List<PlanProblem> problems) {
    this.tree = tree;
    this.node = node;
    this.problems = problems;
    this.problemsBefore = problems.size();
    this.notation = Notation.of(node.path("payload").asString());
  }

  /** The rule; null when something is wrong, which the list then has. */
  @Nullable TopicRule read() {
    TopicPattern pattern = pattern();
    keys();
    if (pattern == null || problems.size() > problemsBefore) {
      return null;
    }
    Map<String, FieldTarget> fields = new HashMap<>();
    Map<JsonPointer, FieldTarget> reached = new HashMap<>();
    for (Map.Entry<String, JsonNode> meter : node.path("meters").properties()) {
      if (notation == Notation.JSON && meter.getKey().startsWith("/")) {
        reached.put(JsonPointer.compile(meter.getKey()), target(meter.getValue()));
      } else {
        fields.put(meter.getKey(), target(meter.getValue()));
      }
    }
    boolean onlyReached = !reached.isEmpty() && fields.isEmpty() && !node.has("fields");
    Template gateway = template("gateway", pattern.captures().keySet());
    Template asset = required("asset", assetDefault(pattern), pattern);
    Template meter = required("meter", meterDefault(pattern), pattern);
    Template unit = template("unit", names(pattern));
    Template quality = template("quality", names(pattern));
    if (asset == null || meter == null || problems.size() > problemsBefore) {
      return null;
    }
    JsonPointer fieldsAt = JsonPointer.compile(node.path("fields").asString(""));
    Set<JsonPointer> used = new LinkedHashSet<>(reached.keySet());
    JsonPointer time = pointer("time");
    if (time != null) {
      used.add(time);
    }
    for (Template each : List.of(asset, meter)) {
      used.addAll(pointers(each));
    }
    used.addAll(unit == null ? Set.of() : pointers(unit));
    used.addAll(quality == null ? Set.of() : pointers(quality));
    return new TopicRule(
        YamlTree.at(node, "").line(),
        pattern,
        notation,
        gateway,
        asset,
        meter,
        unit,
        quality,
        new TimeSource(time, timeUnit()),
        new TopicRule.JsonShape(
            pointer("each"), pointer("value"), fieldsAt, reached, fieldsOf(used, fieldsAt)),
        fields,
        texts("ignore"),
        node.path("others").asString(onlyReached ? "ignore" : "take").equals("take"),
        words());
  }

  private @Nullable TopicPattern pattern() {
    JsonNode topic = node.path("topic");
    try {
      return TopicPattern.parse(topic.asString());
    } catch (IllegalArgumentException e) {
      problems.add(YamlTree.at(topic, "topic: '" + topic.asString() + "' " + e.getMessage()));
      return null;
    }
  }

  /** Keys that mean nothing for the payload of this rule. */
  private void keys() {
    for (String key : node.propertyNames()) {
      boolean idle =
          switch (notation) {
            case IGNORE -> !key.equals("topic") && !key.equals("payload");
            case VALUE -> JSON_ONLY.contains(key) || FIELDS_ONLY.contains(key);
            case JSON ->
                node.has("value") && Set.of("fields", "meters", "ignore", "others").contains(key);
            default -> JSON_ONLY.contains(key);
          };
      if (idle) {
        problems.add(
            tree.atKey(
                node,
                key,
                "'"
                    + key
                    + "' has no effect "
                    + (notation == Notation.JSON
                        ? "beside 'value'"
                        : "with payload: " + notation.word())));
      }
    }
  }

  private @Nullable String assetDefault(TopicPattern pattern) {
    if (pattern.captures().containsKey("asset")) {
      return "{asset}";
    }
    return switch (notation) {
      case THINGSBOARD_GATEWAY -> "{device}";
      case THINGSBOARD_DEVICE -> "{gateway}";
      case IGNORE -> "-";
      default -> null;
    };
  }

  private @Nullable String meterDefault(TopicPattern pattern) {
    boolean one = notation == Notation.VALUE || node.has("value");
    return one
        ? pattern.captures().containsKey("meter") ? "{meter}" : null
        : notation == Notation.IGNORE ? "-" : "{field}";
  }

  private @Nullable Template required(String key, @Nullable String fallback, TopicPattern pattern) {
    if (node.has(key)) {
      return template(key, names(pattern));
    }
    if (fallback == null) {
      problems.add(
          YamlTree.at(
              node,
              "'"
                  + key
                  + "' is missing: name a level {"
                  + key
                  + "} in the topic, or say which it is"
                  + (notation == Notation.TELEGRAF ? ", such as \"{tag.asset}\"" : "")));
      return null;
    }
    return Template.parse(fallback);
  }

  /** What a template of this rule may name, besides pointers and tags. */
  private Set<String> names(TopicPattern pattern) {
    Set<String> names = new LinkedHashSet<>(pattern.captures().keySet());
    names.add("gateway");
    if (notation.isJson() && !node.has("value")) {
      names.add("field");
    }
    if (notation == Notation.TELEGRAF) {
      names.add("name");
    } else if (notation == Notation.THINGSBOARD_GATEWAY) {
      names.add("device");
    }
    return names;
  }

  private @Nullable Template template(String key, Set<String> known) {
    JsonNode text = node.path(key);
    if (text.isMissingNode()) {
      return null;
    }
    try {
      Template template = Template.parse(text.asString());
      for (String name : template.names()) {
        boolean pointer =
            notation == Notation.JSON && name.startsWith("/") && !key.equals("gateway");
        boolean tag = notation == Notation.TELEGRAF && name.startsWith(Scope.TAG);
        if (!known.contains(name) && !pointer && !tag) {
          problems.add(
              YamlTree.at(text, key + ": {" + name + "} is not known here: " + knownWords(known)));
        }
      }
      return template;
    } catch (IllegalArgumentException e) {
      problems.add(YamlTree.at(text, key + ": '" + text.asString() + "' " + e.getMessage()));
      return null;
    }
  }

  private String knownWords(Set<String> known) {
    String names =
        known.isEmpty()
            ? "name a level of the topic first"
            : "known are " + String.join(", ", known);
    return names
        + switch (notation) {
          case JSON -> " and pointers such as {/device/id}";
          case TELEGRAF -> " and tags such as {tag.host}";
          default -> "";
        };
  }

  private static FieldTarget target(JsonNode node) {
    return node.isString()
        ? new FieldTarget(node.stringValue(), null, null)
        : new FieldTarget(text(node, "meter"), text(node, "unit"), text(node, "fault"));
  }

  private static @Nullable String text(JsonNode node, String key) {
    return node.has(key) ? node.path(key).asString() : null;
  }

  private @Nullable JsonPointer pointer(String key) {
    return node.has(key) ? JsonPointer.compile(node.path(key).asString()) : null;
  }

  private TimeSource.Unit timeUnit() {
    String usual = notation == Notation.TELEGRAF ? "s" : "ms";
    return TimeSource.Unit.valueOf(node.path("time_in").asString(usual).toUpperCase(Locale.ROOT));
  }

  private Set<String> texts(String key) {
    Set<String> texts = new HashSet<>();
    node.path(key).forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private Map<String, Double> words() {
    Map<String, Double> words = new HashMap<>();
    node.path("words")
        .properties()
        .forEach(word -> words.put(word.getKey(), word.getValue().doubleValue()));
    return words;
  }

  private static Set<JsonPointer> pointers(Template template) {
    Set<JsonPointer> pointers = new HashSet<>();
    for (String name : template.names()) {
      if (name.startsWith("/")) {
        pointers.add(JsonPointer.compile(name));
      }
    }
    return pointers;
  }

  /** The fields of an object that pointers lead to or through. */
  private static Set<String> fieldsOf(Set<JsonPointer> pointers, JsonPointer object) {
    Set<String> names = new HashSet<>();
    for (JsonPointer pointer : pointers) {
      JsonPointer way = object;
      JsonPointer rest = pointer;
      while (!way.matches()
          && !rest.matches()
          && way.getMatchingProperty().equals(rest.getMatchingProperty())) {
        way = way.tail();
        rest = rest.tail();
      }
      if (way.matches() && !rest.matches()) {
        names.add(rest.getMatchingProperty());
      }
    }
    return names;
  }
}
