package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.Quality;
import org.jspecify.annotations.Nullable;

/** A metric that a birth has defined. */
final class MetricTrack {
  private final String name;
  private final int datatype;
  private final MetricTarget target;

  private boolean known;
  private @Nullable MetricValue value;
  private Quality quality = Quality.GOOD;

  MetricTrack(String name, int datatype, MetricTarget target) {
    this.name = name;
    this.datatype = datatype;
    this.target = target;
  }

  String name() {
    return name;
  }

  int datatype() {
    return datatype;
  }

  MetricTarget target() {
    return target;
  }

  /** Whether it says something of faults, whose state outlives the session. */
  boolean isFault() {
    return target instanceof MetricTarget.Fault || target instanceof MetricTarget.FaultCodes;
  }

  /** Takes over what an earlier birth's definition of the same metric has seen. */
  void goesOnFrom(MetricTrack former) {
    if (former.datatype == datatype && former.target.equals(target)) {
      known = former.known;
      value = former.value;
      quality = former.quality;
    }
  }

  /** Whether a value, null for none, says what is known already. */
  boolean isKnown(@Nullable MetricValue now, Quality itsQuality) {
    return known && quality == itsQuality && (now == null ? value == null : now.equals(value));
  }

  /** The value that was seen last; null for none. */
  @Nullable MetricValue last() {
    return value;
  }

  /** Whether any value was seen, or that there is none. */
  boolean isSeen() {
    return known;
  }

  void saw(@Nullable MetricValue now, Quality itsQuality) {
    known = true;
    value = now;
    quality = itsQuality;
  }
}
