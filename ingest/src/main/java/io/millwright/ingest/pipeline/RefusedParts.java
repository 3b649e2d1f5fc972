package io.millwright.ingest.pipeline;

import io.millwright.ingest.codec.DecodedCorrection;
import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.DecodedReplacement;
import io.millwright.ingest.codec.Quality;
import io.millwright.ingest.codec.Topic;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.quarantine.QuarantineReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes quarantine entries whose payload can be fed again through their topic: the one it came by,
 * or our own when it came in another notation.
 */
final class RefusedParts {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RefusedParts() {}

  static QuarantineEntry of(
      String gateway,
      String topic,
      DecodedReading reading,
      QuarantineReason reason,
      String detail) {
    ObjectNode json = JSON.createObjectNode();
    json.put("asset", reading.asset()).put("meter", reading.meter());
    json.put("time", reading.timeMillis()).put("value", reading.value());
    if (reading.unit() != null) {
      json.put("unit", reading.unit());
    }
    if (reading.quality() != Quality.GOOD) {
      json.put("quality", reading.quality().word());
    }
    if (reading.historical()) {
      json.put("historical", true);
    }
    return new QuarantineEntry(
        reason,
        detail,
        gateway,
        ownTopic(gateway, topic, Topic.Kind.READINGS),
        reading.asset(),
        reading.meter(),
        Instant.ofEpochMilli(reading.timeMillis()),
        bytes(json));
  }

  static QuarantineEntry of(
      String gateway, String topic, DecodedFault fault, QuarantineReason reason, String detail) {
    ObjectNode json = JSON.createObjectNode();
    json.put("asset", fault.asset()).put("code", fault.code());
    json.put("time", fault.timeMillis()).put("active", fault.active());
    if (fault.text() != null) {
      json.put("text", fault.text());
    }
    return new QuarantineEntry(
        reason,
        detail,
        gateway,
        ownTopic(gateway, topic, Topic.Kind.FAULTS),
        fault.asset(),
        null,
        Instant.ofEpochMilli(fault.timeMillis()),
        bytes(json));
  }

  static QuarantineEntry of(
      String gateway,
      String topic,
      DecodedReplacement replaced,
      QuarantineReason reason,
      String detail) {
    ObjectNode json = JSON.createObjectNode();
    json.put("asset", replaced.asset()).put("meter", replaced.meter());
    json.put("event", "replaced").put("time", replaced.timeMillis());
    json.put("old_final", replaced.oldFinal()).put("new_initial", replaced.newInitial());
    return new QuarantineEntry(
        reason,
        detail,
        gateway,
        ownTopic(gateway, topic, Topic.Kind.METERS),
        replaced.asset(),
        replaced.meter(),
        Instant.ofEpochMilli(replaced.timeMillis()),
        bytes(json));
  }

  static QuarantineEntry of(
      String gateway,
      String topic,
      DecodedCorrection corrected,
      QuarantineReason reason,
      String detail) {
    ObjectNode json = JSON.createObjectNode();
    json.put("asset", corrected.asset()).put("meter", corrected.meter());
    json.put("event", "corrected").put("time", corrected.timeMillis());
    json.put("old_value", corrected.oldValue()).put("new_value", corrected.newValue());
    return new QuarantineEntry(
        reason,
        detail,
        gateway,
        ownTopic(gateway, topic, Topic.Kind.METERS),
        corrected.asset(),
        corrected.meter(),
        Instant.ofEpochMilli(corrected.timeMillis()),
        bytes(json));
  }

  private static String ownTopic(String gateway, String topic, Topic.Kind kind) {
    return Topic.isNative(topic) ? topic : Topic.prefix(gateway) + kind.word();
  }

  private static byte[] bytes(ObjectNode json) {
    return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
  }
}
