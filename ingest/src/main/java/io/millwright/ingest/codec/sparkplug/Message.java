package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;

/**
 * A message of an edge node that could be parsed.
 *
 * @param topic where it came
 * @param payload what it holds
 * @param bytes the same as it came; never changed
 * @param source the message as its source knows it
 * @param connection the number of its connection; 0 for one that is shared
 * @param arrivedMillis when it came, epoch milliseconds of our clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Message<M>(
    SparkplugTopic topic,
    Payload payload,
    byte[] bytes,
    M source,
    long connection,
    long arrivedMillis) {

  /** Tells that nothing of it is taken. */
  void refuse(Why why, String detail, Findings<M> out) {
    out.taken(source, Taken.refused(new RefusedMetrics(why, detail, bytes)));
  }
}
