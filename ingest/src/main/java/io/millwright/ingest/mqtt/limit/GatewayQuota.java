package io.millwright.ingest.mqtt.limit;

import io.millwright.ingest.rate.TokenBucket;
import io.millwright.ingest.registry.GatewayLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one gateway may do, over all its connections. Any thread. */
public final class GatewayQuota {
  private static final double SAVED_SECONDS = 1;

  private final AtomicInteger open = new AtomicInteger();
  private final TokenBucket messages;
  private final TokenBucket bytes;
  private volatile GatewayLimits limits;

  public GatewayQuota(GatewayLimits limits, long now) {
    this.limits = limits;
    this.messages = new TokenBucket(orNone(limits.messagesPerSecond()), SAVED_SECONDS, now);
    this.bytes = new TokenBucket(orNone(limits.bytesPerSecond()), SAVED_SECONDS, now);
  }

  private static int orNone(@Nullable Integer limit) {
    return limit == null ? 0 : limit;
  }

  public GatewayLimits limits() {
    return limits;
  }

  /** Other limits from now on. */
  public void limit(GatewayLimits changed) {
    if (!changed.equals(limits)) {
      limits = changed;
      messages.rate(orNone(changed.messagesPerSecond()), SAVED_SECONDS);
      bytes.rate(orNone(changed.bytesPerSecond()), SAVED_SECONDS);
    }
  }

  public int open() {
    return open.get();
  }

  /**
   * Takes a place for a connection.
   *
   * @param again it replaces another, so there is a place for it
   * @return whether there was one; if so {@link #leave} must follow
   */
  public boolean enter(boolean again) {
    int most = orNone(limits.connections());
    if (open.incrementAndGet() <= most || most == 0 || again) {
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  public void leave() {
    open.decrementAndGet();
  }

  /** Takes a packet; returns for how many nanoseconds nothing more is to be read. */
  long take(int packetBytes, long now) {
    return Math.max(messages.take(1, now), bytes.take(packetBytes, now));
  }
}
