package io.millwright.rules.episode;

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
    return NameUuid.of(NAMESPACE, text());
  }
}
