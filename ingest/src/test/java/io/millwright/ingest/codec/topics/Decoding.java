package io.millwright.ingest.codec.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.rules.planfile.PlanException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A mapping, and what it makes of messages, in a line for each reading. */
final class Decoding {
  static final long ARRIVED = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();

  private final TopicsFormat format;

  Decoding(String yaml) throws PlanException {
    format = new TopicsFormat(TopicsFile.read(yaml));
  }

  TopicsFormat format() {
    return format;
  }

  Decoded decoded(String topic, String payload) throws UndecodableException {
    return format.decode("gw-1", topic, payload.getBytes(UTF_8), ARRIVED);
  }

  List<String> of(String topic, String payload) throws UndecodableException {
    Decoded decoded = decoded(topic, payload);
    List<String> lines = new ArrayList<>();
    decoded
        .readings()
        .forEach(
            r ->
                lines.add(
                    r.asset()
                        + " "
                        + r.meter()
                        + " "
                        + Instant.ofEpochMilli(r.timeMillis())
                        + " "
                        + r.value()
                        + (r.unit() == null ? "" : " " + r.unit())
                        + (r.quality().word().equals("good") ? "" : " " + r.quality().word())));
    decoded.faults().forEach(f -> lines.add(f.asset() + " fault " + f.code() + " " + f.active()));
    decoded.malformed().forEach(m -> lines.add("malformed " + m.json()));
    return lines;
  }
}
