package io.millwright.sim.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Passwords of simulated gateways. Made from the seed, so that writing the registry and publishing
 * can be two runs with no secret to carry between them; for that reason they protect nothing and
 * belong in a test system only.
 */
public final class SimPassword {
  private SimPassword() {}

  /**
   * The password of a simulated gateway.
   *
   * @param seed the simulation's seed
   * @param gateway the gateway's id
   * @return 24 characters, the same for the same arguments
   */
  public static String of(long seed, String gateway) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("millwright-sim/" + seed + "/" + gateway).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(digest).substring(0, 24);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
