package io.millwright.sim.fleet;

import io.millwright.sim.contract.Channel;
import io.millwright.sim.contract.GatewayMessage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts a run. One thread. */
final class FleetCount {
  private final Instant from;
  private final Map<Channel, Long> items = new EnumMap<>(Channel.class);
  private final Map<String, GatewayMessage> last = new HashMap<>();
  private Instant to;
  private long repeatedReadings;
  private long ticks;
  private long messages;
  private long outages;

  FleetCount(Instant from) {
    this.from = from;
    this.to = from;
  }

  void tick(Instant time, int linksLost) {
    to = time;
    ticks++;
    outages += linksLost;
  }

  void message(GatewayMessage message) {
    messages++;
    if (message.channel() == Channel.READINGS
        && message.equals(last.put(message.gateway(), message))) {
      repeatedReadings += message.items();
    }
    items.merge(message.channel(), (long) message.items(), Long::sum);
  }

  FleetReport report() {
    return new FleetReport(
        from,
        to,
        ticks,
        messages,
        items.getOrDefault(Channel.READINGS, 0L),
        repeatedReadings,
        items.getOrDefault(Channel.FAULTS, 0L),
        items.getOrDefault(Channel.METERS, 0L),
        outages);
  }
}
