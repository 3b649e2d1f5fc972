package io.millwright.rules.fold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names one occurrence of a rule on an asset, the same through retry, replay and restart.
 *
 * @param asset the asset's tag
 * @param rule the rule's id
 * @param cycle the how-manieth occurrence, from 1
 */
public record EpisodeKey(String asset, String rule, int cycle) {
  /** The namespace of Millwright's order ids; changing it would raise every order again. */
  private static final UUID NAMESPACE = UUID.fromString("6d1c1c1e-8f0a-5c59-9b3e-6f0a4d1b7e21");

  /** {@code asset/rule/cycle}. */
  public String text() {
    return asset + "/" + rule + "/" + cycle;
  }

  /** The id of the episode's work order: a version 5 UUID (RFC 9562, 5.5) of the key's text. */
  public UUID orderId() {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(text().getBytes(StandardCharsets.UTF_8)));
    long most = (hash.getLong() & ~0xF000L) | 0x5000L;
    long least = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }
}
