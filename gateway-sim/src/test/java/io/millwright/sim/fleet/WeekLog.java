package io.millwright.sim.fleet;

import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.sim.contract.Channel;
import io.millwright.sim.contract.GatewayMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a fleet published, as a receiver that parses it sees it. */
final class WeekLog {
  private static final JsonMapper JSON = new JsonMapper();

  private final Set<String> counters = new HashSet<>();
  private final Map<String, NavigableMap<Instant, Double>> series = new HashMap<>();
  private final Set<String> faultCodes = new HashSet<>();
  private final Set<String> replacements = new HashSet<>();
  private final Set<String> payloads = new HashSet<>();
  private int repeated;
  private int historical;
  private int lateButNotHistorical;

  WeekLog(FleetModel model) {
    for (Site site : model.sites()) {
      for (SimAsset asset : site.assets()) {
        for (Meter meter : asset.asset().meters()) {
          if (meter.kind() == MeterKind.COUNTER) {
            counters.add(asset.tag() + "/" + meter.name());
          }
        }
      }
    }
  }

  void add(FleetTick tick) {
    for (GatewayMessage message : tick.messages()) {
      if (!payloads.add(message.topic() + message.payload())) {
        repeated++;
      }
      JsonNode json = JSON.readTree(message.payload());
      if (message.channel() == Channel.READINGS) {
        json.path("readings").forEach(reading -> reading(reading, tick.time()));
      } else if (message.channel() == Channel.FAULTS) {
        json.path("faults").forEach(fault -> faultCodes.add(fault.path("code").asString()));
      } else {
        json.path("events")
            .forEach(
                event ->
                    replacements.add(
                        event.path("asset").asString() + "/" + event.path("meter").asString()));
      }
    }
  }

  private void reading(JsonNode reading, Instant now) {
    String key = reading.path("asset").asString() + "/" + reading.path("meter").asString();
    Instant time = Instant.parse(reading.path("time").asString());
    Duration age = Duration.between(time, now);
    boolean marked = reading.path("historical").asBoolean(false);
    if (marked != age.compareTo(Duration.ofHours(1)) > 0) {
      throw new AssertionError(reading + " is " + age + " old");
    }
    historical += marked ? 1 : 0;
    lateButNotHistorical += !marked && !age.isZero() ? 1 : 0;
    series.computeIfAbsent(key, k -> new TreeMap<>()).put(time, reading.path("value").asDouble());
  }

  Set<String> faultCodes() {
    return faultCodes;
  }

  Set<String> replacements() {
    return replacements;
  }

  int repeated() {
    return repeated;
  }

  int historical() {
    return historical;
  }

  int lateButNotHistorical() {
    return lateButNotHistorical;
  }

  double highest(String meter) {
    return series.entrySet().stream()
        .filter(e -> e.getKey().endsWith("/" + meter))
        .flatMap(e -> e.getValue().values().stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(Double.NaN);
  }

  Duration longestAbove(String meter, double limit) {
    Duration longest = Duration.ZERO;
    for (Map.Entry<String, NavigableMap<Instant, Double>> entry : series.entrySet()) {
      Instant since = Instant.MAX;
      for (Map.Entry<Instant, Double> point : entry.getValue().entrySet()) {
        boolean above = entry.getKey().endsWith("/" + meter) && point.getValue() > limit;
        since = !above ? Instant.MAX : since.equals(Instant.MAX) ? point.getKey() : since;
        Duration length = above ? Duration.between(since, point.getKey()) : Duration.ZERO;
        longest = length.compareTo(longest) > 0 ? length : longest;
      }
    }
    return longest;
  }

  int rollovers(String asset, String meter) {
    int count = 0;
    double before = 0;
    for (double value : series.getOrDefault(asset + "/" + meter, new TreeMap<>()).values()) {
      count += value < before ? 1 : 0;
      before = value;
    }
    return count;
  }

  long passedMultipleOf(double interval, String meter) {
    return series.entrySet().stream()
        .filter(e -> e.getKey().endsWith("/" + meter) && !e.getKey().startsWith("EX-101/"))
        .filter(
            e ->
                Math.floor(e.getValue().firstEntry().getValue() / interval)
                    < Math.floor(e.getValue().lastEntry().getValue() / interval))
        .count();
  }

  Set<String> countersThatFell() {
    Set<String> fell = new HashSet<>();
    series.forEach(
        (key, points) -> {
          double before = Double.NEGATIVE_INFINITY;
          for (double value : points.values()) {
            if (counters.contains(key) && value < before) {
              fell.add(key);
            }
            before = value;
          }
        });
    return fell;
  }
}
