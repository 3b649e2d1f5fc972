package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one message comes to. */
final class MessageParts {
  private static final int NAMED = 5;

  private final Payload payload;
  private final List<DecodedReading> readings = new ArrayList<>();
  private final List<DecodedFault> faults = new ArrayList<>();
  private final List<PresenceChange> presences = new ArrayList<>();
  private final Map<Why, Payload.Builder> refused = new EnumMap<>(Why.class);
  private final Map<Why, List<String>> details = new EnumMap<>(Why.class);

  MessageParts(Payload payload) {
    this.payload = payload;
  }

  void reading(DecodedReading reading) {
    readings.add(reading);
  }

  void fault(DecodedFault fault) {
    faults.add(fault);
  }

  void presence(PresenceChange change) {
    presences.add(change);
  }

  /** Refuses one metric; all of one reason are kept together. */
  void refuse(Why why, Metric metric, String detail) {
    Payload.Builder same = refused.get(why);
    if (same == null) {
      same = Payload.newBuilder();
      if (payload.hasTimestamp()) {
        same.setTimestamp(payload.getTimestamp());
      }
      refused.put(why, same);
    }
    same.addMetrics(metric);
    details.computeIfAbsent(why, w -> new ArrayList<>()).add(detail);
  }

  /** What a detail calls a metric. */
  static String reference(Metric metric) {
    return metric.hasName() ? "'" + metric.getName() + "'" : "of alias " + metric.getAlias();
  }

  Decoded decoded() {
    return new Decoded(readings, faults, List.of(), List.of(), List.of());
  }

  /** All of it, as that of a message that is no birth. */
  Taken taken() {
    return new Taken(false, decoded(), presences, refused());
  }

  /** All of it, as that of a birth. */
  Taken born() {
    return new Taken(true, decoded(), presences, refused());
  }

  List<RefusedMetrics> refused() {
    List<RefusedMetrics> all = new ArrayList<>();
    refused.forEach(
        (why, metrics) ->
            all.add(new RefusedMetrics(why, detail(why), metrics.build().toByteArray())));
    return all;
  }

  private String detail(Why why) {
    List<String> all = details.getOrDefault(why, List.of());
    String text = String.join("; ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? text + "; and " + (all.size() - NAMED) + " more" : text;
  }
}
