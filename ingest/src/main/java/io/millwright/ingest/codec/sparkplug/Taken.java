package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.Decoded;
import java.util.List;

/**
 * What one message comes to.
 *
 * @param birth whether its readings are what a birth repeats, not new ones
 * @param decoded what is to be taken; may be nothing
 * @param presences who of the edge node is online or dead now
 * @param refused what is not to be taken
 */
public record Taken(
    boolean birth, Decoded decoded, List<PresenceChange> presences, List<RefusedMetrics> refused) {

  /** Copies the lists. */
  public Taken {
    presences = List.copyOf(presences);
    refused = List.copyOf(refused);
  }

  /** Nothing but what is refused. */
  static Taken refused(RefusedMetrics refused) {
    Decoded nothing = new Decoded(List.of(), List.of(), List.of(), List.of(), List.of());
    return new Taken(false, nothing, List.of(), List.of(refused));
  }

  /** Whether it says only what was said before, at least in part: values and deaths repeat. */
  public boolean repeats() {
    return birth || (decoded.isEmpty() && presences.isEmpty() && refused.isEmpty());
  }
}
