package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.sparkplug.SparkplugProto.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An edge node with devices whose aliases mean something else after every birth, and whose values
 * say which metric they are of. What it publishes is handed to a network.
 */
final class RandomEdgeNode {
  static final int DEVICES = 3;
  static final int METRICS = 4;

  interface Network {
    void carry(String topic, Payload payload);
  }

  private final Random random;
  private final Network network;
  private final double[][] values = new double[DEVICES][METRICS];
  private final List<List<Long>> aliases = new ArrayList<>();
  private final boolean[] down = new boolean[DEVICES];
  private long now;
  private int seq;
  private long session;

  RandomEdgeNode(Random random, Network network) {
    this.random = random;
    this.network = network;
    for (int device = 0; device < DEVICES; device++) {
      aliases.add(new ArrayList<>());
      for (int metric = 0; metric < METRICS; metric++) {
        aliases.get(device).add((long) metric);
        values[device][metric] = first(device, metric);
      }
    }
  }

  /** Values of a metric are within a million above this. */
  static double first(int device, int metric) {
    return (device * METRICS + metric + 1) * 1e6;
  }

  double value(int device, int metric) {
    return values[device][metric];
  }

  /** Its clock never stands still from one message to the next. */
  void at(long time) {
    now = Math.max(now + 1, time);
  }

  /** A new session; the death of the one before is the network's to deliver. */
  void connect() {
    session++;
    birth();
  }

  Payload death() {
    return Payload.newBuilder()
        .setTimestamp(now)
        .addMetrics(Payloads.bdSeq(session & 0xFF))
        .build();
  }

  /** All births, with new aliases. */
  void birth() {
    seq = 0;
    network.carry("spBv1.0/g/NBIRTH/e", next().addMetrics(Payloads.bdSeq(session & 0xFF)).build());
    for (int device = 0; device < DEVICES; device++) {
      if (!down[device]) {
        deviceBirth(device);
      }
    }
  }

  private void deviceBirth(int device) {
    Collections.shuffle(aliases.get(device), random);
    Payload.Builder payload = next();
    for (int metric = 0; metric < METRICS; metric++) {
      payload.addMetrics(
          Payloads.defined("m" + metric, aliases.get(device).get(metric), values[device][metric]));
    }
    network.carry("spBv1.0/g/DBIRTH/e/d" + device, payload.build());
  }

  /** A device goes or comes, or tells some of its metrics. */
  void step() {
    int device = random.nextInt(DEVICES);
    if (random.nextInt(40) == 0) {
      down[device] = !down[device];
      if (down[device]) {
        network.carry("spBv1.0/g/DDEATH/e/d" + device, next().build());
      } else {
        deviceBirth(device);
      }
    } else if (!down[device]) {
      data(device);
    }
  }

  private void data(int device) {
    Payload.Builder payload = next();
    for (int metric = 0; metric < METRICS; metric++) {
      if (random.nextBoolean()) {
        values[device][metric] += 1 + random.nextInt(3);
        payload.addMetrics(
            Payloads.changed(aliases.get(device).get(metric), values[device][metric]));
      }
    }
    network.carry("spBv1.0/g/DDATA/e/d" + device, payload.build());
  }

  /** All devices are there, and say something. */
  void everythingTells() {
    for (int device = 0; device < DEVICES; device++) {
      if (down[device]) {
        down[device] = false;
        deviceBirth(device);
      }
      data(device);
    }
  }

  private Payload.Builder next() {
    at(now);
    Payload.Builder payload = Payloads.at(now, seq);
    seq = seq + 1 & 0xFF;
    return payload;
  }
}
