package io.millwright.ingest.quarantine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was not taken, as a message that can be fed again by itself.
 *
 * @param reason why
 * @param detail what is wrong with this one, in a sentence
 * @param gateway who sent it
 * @param topic the topic it came by, and is fed through again
 * @param asset the tag it names, when that could be read
 * @param meter the meter it names, when that could be read
 * @param time its event time, when that could be read
 * @param payload the whole message, or for one refused element of many the JSON of that element;
 *     never changed after this point
 * @param size of the whole message in bytes; more than the payload has when only its beginning, or
 *     nothing, was kept
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; its digest is
public record QuarantineEntry(
    QuarantineReason reason,
    String detail,
    String gateway,
    String topic,
    @Nullable String asset,
    @Nullable String meter,
    @Nullable Instant time,
    byte[] payload,
    int size) {

  /**
   * An entry of which everything is kept.
   *
   * @param reason why
   * @param detail what is wrong with this one, in a sentence
   * @param gateway who sent it
   * @param topic the topic it came by
   * @param asset the tag it names, or null
   * @param meter the meter it names, or null
   * @param time its event time, or null
   * @param payload what is fed again
   */
  public QuarantineEntry(
      QuarantineReason reason,
      String detail,
      String gateway,
      String topic,
      @Nullable String asset,
      @Nullable String meter,
      @Nullable Instant time,
      byte[] payload) {
    this(reason, detail, gateway, topic, asset, meter, time, payload, payload.length);
  }

  /** Whether it can be fed again: a part of a message may say something else than the whole. */
  public boolean isWhole() {
    return size == payload.length;
  }
}
