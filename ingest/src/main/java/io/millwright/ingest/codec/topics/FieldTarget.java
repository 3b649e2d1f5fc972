package io.millwright.ingest.codec.topics;

import org.jspecify.annotations.Nullable;

/**
 * What a field of a payload is.
 *
 * @param meter the meter's name, or null when the rule's template has it
 * @param unit its unit, or null when the rule has it
 * @param fault the code of the fault that is active while the value is not 0, or null for a meter
 */
record FieldTarget(@Nullable String meter, @Nullable String unit, @Nullable String fault) {
  static final FieldTarget PLAIN = new FieldTarget(null, null, null);
}
