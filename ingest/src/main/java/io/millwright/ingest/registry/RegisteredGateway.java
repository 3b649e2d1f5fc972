package io.millwright.ingest.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as it is stored, without its password hash.
 *
 * @param id the name it logs in with
 * @param enabled whether it may connect
 * @param assets the tags it may publish for, in order
 * @param certificate what its certificate is known by, null when it has none
 * @param hasPassword whether it may connect with a password
 * @param limits what the registry says it may do at most
 * @param updatedAt when it was last changed
 */
public record RegisteredGateway(
    String id,
    boolean enabled,
    List<String> assets,
    @Nullable String certificate,
    boolean hasPassword,
    GatewayLimits limits,
    Instant updatedAt) {
  /** Takes a copy of the list. */
  public RegisteredGateway {
    assets = List.copyOf(assets);
  }
}
