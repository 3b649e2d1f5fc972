package io.millwright.ingest.pipeline;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.sparkplug.PresenceChange;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import java.util.List;

/**
 * What a message holds, once it is decoded.
 *
 * @param decoded what it says
 * @param refused parts of it that could not be decoded
 * @param presences who of an edge node is online or dead now
 * @param repeats whether it says, at least in part, what an earlier one said that may be under way
 *     still: it must not be acknowledged before that one is stored
 */
record MessageContent(
    Decoded decoded,
    List<QuarantineEntry> refused,
    List<PresenceChange> presences,
    boolean repeats) {

  /** Of a message that stands for itself. */
  static MessageContent of(Decoded decoded) {
    return new MessageContent(decoded, List.of(), List.of(), false);
  }

  /** How many parts it has. */
  int parts() {
    return decoded.size() + refused.size() + presences.size();
  }

  boolean isUndecodable() {
    return refused.stream().anyMatch(entry -> entry.reason() == QuarantineReason.UNDECODABLE);
  }
}
