package io.millwright.ingest.codec.topics;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * One rule of a mapping file: which topics, and what their payloads say.
 *
 * @param line where it stands in the file, from 1
 * @param pattern its topics
 * @param notation what their payloads are
 * @param gateway who publishes there, or null when the rule does not say
 * @param asset the tag of a reading's asset
 * @param meter the name of a reading's meter, unless its field has one of its own
 * @param unit a reading's unit, unless its field has one of its own
 * @param quality good, uncertain or bad; null for good
 * @param time when it was read
 * @param shape where in JSON readings are
 * @param fields what fields are, by name
 * @param ignored fields that are no readings
 * @param others whether fields that {@code fields} does not name are readings, too
 * @param words values that are written as words
 */
record TopicRule(
    int line,
    TopicPattern pattern,
    Notation notation,
    @Nullable Template gateway,
    Template asset,
    Template meter,
    @Nullable Template unit,
    @Nullable Template quality,
    TimeSource time,
    JsonShape shape,
    Map<String, FieldTarget> fields,
    Set<String> ignored,
    boolean others,
    Map<String, Double> words) {

  /**
   * Where in a JSON message readings are.
   *
   * @param each an array of which each element has readings, or null
   * @param value the only value of a message or element, or null when there are fields
   * @param fields the object whose fields are readings
   * @param reached values elsewhere, each with what it is
   * @param used which of those fields other settings point at or into: no readings of themselves
   */
  record JsonShape(
      @Nullable JsonPointer each,
      @Nullable JsonPointer value,
      JsonPointer fields,
      Map<JsonPointer, FieldTarget> reached,
      Set<String> used) {
    JsonShape {
      reached = Map.copyOf(reached);
      used = Set.copyOf(used);
    }
  }

  TopicRule {
    fields = Map.copyOf(fields);
    ignored = Set.copyOf(ignored);
    words = Map.copyOf(words);
  }
}
