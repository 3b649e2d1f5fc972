package io.millwright.ingest.mqtt.limit;

import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of what a gateway may not publish is kept in quarantine: the first hundred, and one more
 * each ten seconds. Beyond, it is only counted and warned of, so that nobody can fill the disk with
 * what is refused anyway. By gateway and not by connection, which is soon made anew. Any thread.
 */
public final class RefusedShare {
  static final int KEPT_AT_ONCE = 100;

  private static final long MILLIS_EACH = 10_000;

  private final InstantSource clock;

  /** Until when each gateway has used up its share, as in a leaky bucket. */
  private final ConcurrentHashMap<String, Long> usedUntil = new ConcurrentHashMap<>();

  public RefusedShare(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether one more message of the gateway is to be kept; it then is of its share. */
  public boolean take(String gateway) {
    long now = clock.millis();
    boolean[] taken = {false};
    usedUntil.compute(
        gateway,
        (id, until) -> {
          long from = until == null ? now : Math.max(now, until);
          taken[0] = from - now <= (KEPT_AT_ONCE - 1) * MILLIS_EACH;
          return taken[0] ? from + MILLIS_EACH : from;
        });
    return taken[0];
  }
}
