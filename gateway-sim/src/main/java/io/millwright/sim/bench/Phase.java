package io.millwright.sim.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is measured, in the order in which each round goes through it. */
enum Phase {
  COPY("copy", "raw COPY, one connection", 0, Path.NONE),
  OWN_50("own-50", "own endpoint, 50 readings", 50, Path.OWN),
  OWN_1("own-1", "own endpoint, 1 reading", 1, Path.OWN),
  HALF("half", "  half of the former's 50", 50, Path.OWN),
  HALF_COPY("half-copy", "  half of raw COPY", 50, Path.OWN),
  BROKER_20_1("broker-20", "mosquitto, 20 in flight, 1", 1, Path.BROKER_20),
  BROKER_1000_1("broker-1000", "mosquitto, 1000, 1", 1, Path.BROKER_1000),
  BROKER_1000_50("broker-1000-50", "mosquitto, 1000, 50", 50, Path.BROKER_1000),
  CAMEL_20("camel-20", "Camel in batches, 20", 1, Path.CAMEL_20),
  CAMEL_1000("camel-1000", "Camel in batches, 1000", 1, Path.CAMEL_1000),
  CAMEL_EACH_20("camel-each-20", "Camel, a commit each, 20", 1, Path.CAMEL_EACH_20),
  CAMEL_EACH_1000("camel-each-1000", "Camel, a commit each, 1000", 1, Path.CAMEL_EACH_1000);

  /** Which way readings come in. */
  enum Path {
    NONE,
    OWN,
    BROKER_20,
    BROKER_1000,
    CAMEL_20,
    CAMEL_1000,
    CAMEL_EACH_20,
    CAMEL_EACH_1000;

    boolean isBroker() {
      return this != NONE && this != OWN;
    }

    /** Whether another program than Millwright stores the readings. */
    boolean isPeer() {
      return compareTo(CAMEL_20) >= 0;
    }

    /** Of a peer: whether it commits each message before it acknowledges it. */
    boolean commitsEach() {
      return this == CAMEL_EACH_20 || this == CAMEL_EACH_1000;
    }

    /** Messages in flight that mosquitto is set to; 0: as it is by itself, which is 20. */
    int inFlight() {
      return name().endsWith("1000") ? 1000 : 0;
    }
  }

  private final String key;
  private final String title;
  private final int readings;
  private final Path path;

  Phase(String key, String title, int readings, Path path) {
    this.key = key;
    this.title = title;
    this.readings = readings;
    this.path = path;
  }

  static Phase of(String key) {
    return Arrays.stream(values())
        .filter(phase -> phase.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no phase '"
                        + key
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Phase::key)
                            .collect(Collectors.joining(" "))));
  }

  String key() {
    return key;
  }

  String title() {
    return title;
  }

  int readings() {
    return readings;
  }

  Path path() {
    return path;
  }
}
