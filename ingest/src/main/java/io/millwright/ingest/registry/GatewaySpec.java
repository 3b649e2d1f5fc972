package io.millwright.ingest.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import says about a gateway. What is null stays as it is stored.
 *
 * @param id the name it logs in with, and its level of the topic
 * @param password in clear, to be hashed; at most one of this and the next is given
 * @param passwordHash as the hasher wrote it elsewhere
 * @param enabled whether it may connect; true for a new gateway
 * @param assets the tags of all assets it may publish for; none for a new gateway
 */
public record GatewaySpec(
    String id,
    @Nullable String password,
    @Nullable String passwordHash,
    @Nullable Boolean enabled,
    @Nullable List<String> assets) {

  /** Takes a copy of the list. */
  public GatewaySpec {
    assets = assets == null ? null : List.copyOf(assets);
  }

  /** Without the password and its hash, which have no place in a log. */
  @Override
  public String toString() {
    return "GatewaySpec[id=" + id + ", enabled=" + enabled + ", assets=" + assets + "]";
  }
}
