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
 * @param certificate what its certificate is known by ({@link CertificateName}), which is then
 *     enough to connect; empty for none any more
 * @param limits what it may do at most; 0 for the service's own limit again
 */
public record GatewaySpec(
    String id,
    @Nullable String password,
    @Nullable String passwordHash,
    @Nullable Boolean enabled,
    @Nullable List<String> assets,
    @Nullable String certificate,
    GatewayLimits limits) {

  /** Takes a copy of the list. */
  public GatewaySpec {
    assets = assets == null ? null : List.copyOf(assets);
  }

  /**
   * Returns the same with the password hashed.
   *
   * @param hash of its password
   * @return a new one
   */
  GatewaySpec hashed(String hash) {
    return new GatewaySpec(id, null, hash, enabled, assets, certificate, limits);
  }

  /** Without the password and its hash, which have no place in a log. */
  @Override
  public String toString() {
    return "GatewaySpec[id="
        + id
        + ", enabled="
        + enabled
        + ", assets="
        + assets
        + ", certificate="
        + certificate
        + ", "
        + limits
        + "]";
  }
}
