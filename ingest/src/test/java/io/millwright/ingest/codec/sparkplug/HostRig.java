package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.DecodedFault;
import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import io.millwright.rules.planfile.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A host that writes down what it finds; a message's source is its number. */
final class HostRig implements Findings<Integer> {
  final Tally tally = new Tally();
  final List<DecodedReading> readings = new ArrayList<>();
  final List<DecodedFault> faults = new ArrayList<>();
  final List<RefusedMetrics> refused = new ArrayList<>();
  final List<Integer> settled = new ArrayList<>();
  final List<String> unmapped = new ArrayList<>();
  int rebirths;

  /** What is kept over a restart, of one edge node, by device. */
  final Map<String, PresenceRecord> stored = new TreeMap<>();

  /** Who counts as dead without a message, as its gateway and topic. */
  final List<String> missed = new ArrayList<>();

  /** Whether the newest message says what was said before. */
  boolean repeats;

  boolean listening = true;

  private final String yaml;
  private final SparkplugHost<Integer> host;
  private int sent;

  /** Over which connection messages come from now on. */
  long connection;

  long now = 1_800_000_000_000L;

  HostRig(String yaml) throws PlanException {
    this.yaml = yaml;
    host = new SparkplugHost<>(MappingReader.read(yaml), tally);
  }

  /** Delivers a message; returns its number. */
  int deliver(String topic, Payload payload) {
    return deliver(topic, payload.toByteArray());
  }

  int deliver(String topic, byte[] payload) {
    host.take(topic, payload, ++sent, connection, now, this);
    return sent;
  }

  void tick(long millis) {
    now += millis;
    host.tick(now, listening, this);
  }

  int sent() {
    return sent;
  }

  /** Each reading as {@code asset/meter=value}, and forgets them. */
  List<String> takeReadings() {
    List<String> all =
        readings.stream().map(r -> r.asset() + "/" + r.meter() + "=" + r.value()).toList();
    readings.clear();
    return all;
  }

  /** Each fault as {@code asset code active}, and forgets them. */
  List<String> takeFaults() {
    List<String> all =
        faults.stream().map(f -> f.asset() + " " + f.code() + " " + f.active()).toList();
    faults.clear();
    return all;
  }

  @Override
  public void taken(Integer message, Taken taken) {
    settled.add(message);
    repeats = taken.repeats();
    keep(taken);
  }

  private void keep(Taken taken) {
    readings.addAll(taken.decoded().readings());
    faults.addAll(taken.decoded().faults());
    refused.addAll(taken.refused());
    for (PresenceChange change : taken.presences()) {
      stored.put(change.record().device(), change.record());
      if (change.fault() != null) {
        faults.add(change.fault());
      }
    }
  }

  @Override
  public void missed(String gateway, String topic, Taken taken) {
    missed.add(gateway + " " + topic);
    keep(taken);
  }

  @Override
  public void forgotten(String group, String edge) {
    stored.clear();
  }

  /** What the next process is told. */
  HostRig restarted() throws PlanException {
    HostRig next = new HostRig(yaml);
    next.now = now;
    next.stored.putAll(stored);
    next.host.restore(stored.values());
    return next;
  }

  @Override
  public void rebirth(String group, String edge) {
    rebirths++;
  }

  @Override
  public void unmapped(String where, int metrics, List<String> examples) {
    unmapped.add(where + " " + metrics + " " + examples);
  }
}
