package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The newest session of one edge node, from its birth to its death, and which messages are of it.
 * Not thread-safe.
 */
final class NodeSession {
  /** The metric that pairs a death with its birth: specification, section 6.4.19. */
  static final String BD_SEQ = "bdSeq";

  /** A message of an earlier session is not delivered later than this after the next birth. */
  private static final long STRAGGLING_MILLIS = 30_000;

  private boolean alive;
  private @Nullable Long bdSeq;
  private long birthTime;
  private long birthArrived;
  private long connection;

  boolean isAlive() {
    return alive;
  }

  /** What pairs the newest birth with its death; null when the birth does not say. */
  @Nullable Long bdSeq() {
    return bdSeq;
  }

  /** A birth that is the newest: a session begins, or the present one is told anew. */
  void begin(Message<?> birth) {
    alive = true;
    bdSeq = bdSeq(birth.payload());
    birthTime = birth.payload().getTimestamp();
    birthArrived = birth.arrivedMillis();
    connection = birth.connection();
  }

  void end() {
    alive = false;
  }

  /** Whether it came by the connection of the newest birth. */
  boolean isOfConnection(Message<?> message) {
    return message.connection() == connection;
  }

  /** Whether it was sent before the newest birth, so that its aliases meant something else. */
  boolean isStraggler(Message<?> message) {
    return birthTime > 0
        && message.payload().hasTimestamp()
        && message.payload().getTimestamp() < birthTime
        && message.arrivedMillis() - birthArrived < STRAGGLING_MILLIS;
  }

  /**
   * Whether a birth defines what an earlier session said, and would replace what the present one
   * says. A newer connection is a newer session, whatever the clock of a node that was restarted
   * says.
   */
  boolean isOlderBirth(Message<?> birth) {
    return alive && birth.connection() <= connection && isStraggler(birth);
  }

  /** Whether a birth is one more of the present session. */
  boolean goesOnWith(Message<?> birth) {
    Long session = bdSeq(birth.payload());
    return alive && session != null && session.equals(bdSeq);
  }

  /** Whether a death is that of the newest session. */
  boolean isEndedBy(Message<?> death) {
    Long session = bdSeq(death.payload());
    return isOfConnection(death) && (session == null || bdSeq == null || session.equals(bdSeq));
  }

  private static @Nullable Long bdSeq(Payload payload) {
    for (Metric metric : payload.getMetricsList()) {
      if (metric.getName().equals(BD_SEQ) && (metric.hasLongValue() || metric.hasIntValue())) {
        return metric.hasLongValue() ? metric.getLongValue() : (long) metric.getIntValue();
      }
    }
    return null;
  }
}
