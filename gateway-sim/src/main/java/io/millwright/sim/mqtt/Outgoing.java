package io.millwright.sim.mqtt;

/** A message on its way. Two messages of equal content are two messages. */
final class Outgoing {
  private final String topic;
  private final byte[] payload;
  private volatile long firstSentNanos;

  Outgoing(String topic, byte[] payload) {
    this.topic = topic;
    this.payload = payload;
  }

  String topic() {
    return topic;
  }

  byte[] payload() {
    return payload;
  }

  /** Notes the time of the first sending; a later one leaves it. Returns whether it was first. */
  boolean sent(long nanos) {
    if (firstSentNanos != 0) {
      return false;
    }
    firstSentNanos = nanos;
    return true;
  }

  long firstSentNanos() {
    return firstSentNanos;
  }
}
