package io.millwright.sim.standin;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in is.
 *
 * @param kind which system it plays
 * @param port where it listens on loopback; 0: any free port
 * @param secret the webhook secret, {@code whsec_...}; null: signatures are not checked
 * @param misbehaviour how it treats orders
 * @param habits how its technicians work
 * @param feedback base URL of Millwright's API, such as {@code http://127.0.0.1:8080}; null: it
 *     never reports back
 * @param token bearer token for the feedback, or null
 * @param seed of moods and delays
 */
public record StandInOptions(
    StandInKind kind,
    int port,
    @Nullable String secret,
    Misbehaviour misbehaviour,
    TechnicianHabits habits,
    @Nullable URI feedback,
    @Nullable String token,
    long seed) {

  /** Everything but the secrets. */
  @Override
  public String toString() {
    return kind + " on port " + port + ", feedback to " + feedback;
  }
}
