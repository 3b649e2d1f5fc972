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
    byte[] payload) {}
