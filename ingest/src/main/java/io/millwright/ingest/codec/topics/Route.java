package io.millwright.ingest.codec.topics;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A topic whose rule has been found. Any thread. */
final class Route {
  /** Older than this, an arrival is that of a message that is fed again. */
  private static final long LIVE_MILLIS = 60_000;

  private final TopicRule rule;
  private final String[] levels;
  private final AtomicLong lastArrival = new AtomicLong(Long.MIN_VALUE / 2);

  Route(TopicRule rule, String[] levels) {
    this.rule = rule;
    this.levels = levels.clone();
  }

  TopicRule rule() {
    return rule;
  }

  /** The level of a name in the rule's pattern, or null. */
  @Nullable String capture(String name) {
    Integer level = rule.pattern().captures().get(name);
    return level == null ? null : levels[level];
  }

  /** Who publishes there by the rule, or null when it does not say. */
  @Nullable String gateway() {
    Template gateway = rule.gateway();
    return gateway == null ? null : gateway.fill(this::capture);
  }

  /**
   * The time of a message without one: its arrival, moved on by a millisecond where another message
   * of this topic has that one. Two values of a meter at one time would be a conflict.
   */
  long arrival(long millis) {
    return lastArrival.updateAndGet(
        last -> millis > last || millis < last - LIVE_MILLIS ? millis : last + 1);
  }
}
