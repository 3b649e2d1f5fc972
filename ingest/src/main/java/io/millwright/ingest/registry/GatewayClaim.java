package io.millwright.ingest.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a client says it is, and what it gives to prove it.
 *
 * @param user the gateway's id, or null
 * @param password its password, or null; never logged
 * @param certificate the {@linkplain CertificateName names} of its verified certificate, the most
 *     specific first; empty when it has none
 */
public record GatewayClaim(
    @Nullable String user, @Nullable String password, List<String> certificate) {

  /** Copies the list. */
  public GatewayClaim {
    certificate = List.copyOf(certificate);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "GatewayClaim[user=" + user + ", certificate=" + certificate + "]";
  }
}
