package io.millwright.ingest.registry;

import java.time.Instant;
import java.util.List;

/**
 * A gateway as it is stored, without its password hash.
 *
 * @param id the name it logs in with
 * @param enabled whether it may connect
 * @param assets the tags it may publish for, in order
 * @param updatedAt when it was last changed
 */
public record RegisteredGateway(
    String id, boolean enabled, List<String> assets, Instant updatedAt) {
  /** Takes a copy of the list. */
  public RegisteredGateway {
    assets = List.copyOf(assets);
  }
}
