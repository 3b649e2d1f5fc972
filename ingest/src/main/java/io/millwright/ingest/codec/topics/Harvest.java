package io.millwright.ingest.codec.topics;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.Malformed;
import io.millwright.ingest.codec.Quality;
import io.millwright.ingest.codec.Rfc3339;
import io.millwright.ingest.codec.StorableText;
import io.millwright.ingest.codec.UndecodableException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The readings of one message, and what of it is none. One thread. */
final class Harvest {
  private static final int LONGEST_NAME = 200;

  /** More than this and the rule does not fit its topic; also bounds what a message costs. */
  private static final int MOST_MALFORMED = 1000;

  private static final int SPARE_BYTES = 65_536;

  private final Route route;
  private final TopicRule rule;
  private final long arrivedMillis;
  private final long mostMalformedBytes;
  private final Decoded decoded =
      new Decoded(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
  private long malformedBytes;

  /**
   * Nothing yet.
   *
   * @param route the message's topic
   * @param arrivedMillis when it was received, epoch milliseconds
   * @param bytes how long it is
   */
  Harvest(Route route, long arrivedMillis, int bytes) {
    this.route = route;
    this.rule = route.rule();
    this.arrivedMillis = arrivedMillis;
    this.mostMalformedBytes = 4L * bytes + SPARE_BYTES;
  }

  Decoded decoded() {
    return decoded;
  }

  /** The time of a message or a part of it that has none. */
  long arrival() {
    return route.arrival(arrivedMillis);
  }

  /** What the node says, or when it is not there the arrival; {@link Rfc3339#INVALID} if wrong. */
  long time(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? arrival() : rule.time().millis(node);
  }

  /**
   * Adds the fields of an object, each a reading or a fault.
   *
   * @param alone the message with this field as its only reading, for quarantine
   */
  void fields(Scope scope, long millis, JsonNode object, Function<String, JsonNode> alone)
      throws UndecodableException {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      FieldTarget target = rule.fields().get(name);
      boolean wanted =
          target != null
              || (rule.others()
                  && !rule.ignored().contains(name)
                  && !rule.shape().used().contains(name));
      if (wanted) {
        take(
            scope.at(name),
            millis,
            target == null ? FieldTarget.PLAIN : target,
            field.getValue(),
            () -> alone.apply(name));
      }
    }
  }

  /** Adds a value; a null is none. */
  void take(Scope scope, long millis, FieldTarget target, JsonNode value, Supplier<JsonNode> alone)
      throws UndecodableException {
    if (value.isNull()) {
      return;
    }
    double number = Numbers.of(value, rule.words());
    String problem =
        Double.isNaN(number) ? noNumber(scope.field(), value) : add(scope, millis, target, number);
    if (problem != null) {
      malformed(problem, alone.get());
    }
  }

  private static String noNumber(@Nullable String field, JsonNode value) {
    String text = value.isContainer() ? value.isArray() ? "an array" : "an object" : value + "";
    return (field == null ? "The value" : "'" + field + "'")
        + " is "
        + (text.length() > 100 ? text.substring(0, 100) + "..." : text)
        + ", no finite number: add it to the rule's 'ignore', name its words under 'words', or"
        + " reach into it with a pointer";
  }

  /** Adds a number as what it is; returns why it cannot be, or null. */
  @Nullable String add(Scope scope, long millis, FieldTarget target, double number) {
    String asset = rule.asset().fill(scope::get);
    String problem = nameProblem("asset", rule.asset(), asset, scope);
    if (problem != null || asset == null) {
      return problem;
    }
    String fault = target.fault();
    if (fault != null) {
      decoded.faults().add(new DecodedFault(asset, fault, millis, number != 0, null));
      return null;
    }
    String meter = target.meter() == null ? rule.meter().fill(scope::get) : target.meter();
    problem = nameProblem("meter", rule.meter(), meter, scope);
    if (problem != null || meter == null) {
      return problem;
    }
    String unit = target.unit();
    if (unit == null && rule.unit() != null) {
      unit = rule.unit().fill(scope::get);
    }
    if (unit != null && (unit.length() > LONGEST_NAME || !StorableText.is(unit))) {
      return "The unit is no text of at most " + LONGEST_NAME + " characters";
    }
    Quality quality = quality(scope);
    if (quality == null) {
      return "The quality is not good, uncertain or bad";
    }
    decoded.readings().add(new DecodedReading(asset, meter, millis, number, unit, quality, false));
    return null;
  }

  private static @Nullable String nameProblem(
      String what, Template template, @Nullable String name, Scope scope) {
    if (name == null) {
      return "The "
          + what
          + " '"
          + template
          + "' has no {"
          + template.missing(scope::get)
          + "} here";
    }
    return name.isBlank() || name.length() > LONGEST_NAME || !StorableText.is(name)
        ? "The " + what + " must be 1 to " + LONGEST_NAME + " characters, without NUL"
        : null;
  }

  private @Nullable Quality quality(Scope scope) {
    String word = rule.quality() == null ? "good" : rule.quality().fill(scope::get);
    // As with our own messages, a quality that is not there is a good one.
    return word == null ? Quality.GOOD : Quality.of(word.toLowerCase(Locale.ROOT));
  }

  /** Notes what is no reading. */
  void malformed(String problem, JsonNode alone) throws UndecodableException {
    String json = alone.toString();
    malformedBytes += json.length();
    if (decoded.malformed().size() == MOST_MALFORMED || malformedBytes > mostMalformedBytes) {
      throw new UndecodableException(
          "Too much of it is wrong; the first: " + firstProblem(problem) + ruleAt());
    }
    decoded.malformed().add(new Malformed(problem + ruleAt(), json));
  }

  private String firstProblem(String problem) {
    return decoded.malformed().isEmpty() ? problem : decoded.malformed().get(0).detail();
  }

  /** Which rule said so, for the end of a sentence. */
  String ruleAt() {
    return ". By the rule for '" + rule.pattern().filter() + "' in line " + rule.line();
  }
}
